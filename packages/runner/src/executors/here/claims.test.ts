import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonValue } from "@typeline/ir";
import { afterEach, beforeEach, expect, test } from "vitest";
import { claimOperation } from "./claims.ts";

let volumesFolder: string;
beforeEach(() => void (volumesFolder = mkdtempSync(join(tmpdir(), "typeline-claims-"))));
afterEach(() => rmSync(volumesFolder, { recursive: true, force: true }));

const run = (image: string, parameters: Record<string, JsonValue>, path: string) =>
  claimOperation(image)!({ path, parameters: new Map(Object.entries(parameters)), volumesFolder });
const create = (parameters: Record<string, JsonValue>, path = "createpvc") =>
  run("argostub/createpvc", { access_modes: ["ReadWriteOnce"], size: "5Gi", ...parameters }, path);
const remove = (name: JsonValue, path = "deletepvc") => run("argostub/deletepvc", { pvc_name: name }, path);
const claims = () => readdirSync(volumesFolder).filter((name) => !name.startsWith("."));

test("other images are none of its business", () => expect(claimOperation("python:3.11")).toBeUndefined());

test("a claim is made under its name, and deleted with what is in it", () => {
  expect(create({ pvc_name: "my-data.v1" })).toEqual({ outputs: { name: "my-data.v1" } });
  writeFileSync(join(volumesFolder, "my-data.v1", "file"), "");
  expect(remove("my-data.v1")).toEqual({ outputs: {} });
  expect(claims()).toEqual([]);
});

test("a random name, with a suffix or without", () => {
  const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  expect(create({ pvc_name_suffix: "-tail" }, "a")).toEqual({ outputs: { name: expect.stringMatching(new RegExp(`^${uuid}-tail$`)) } });
  expect(create({ pvc_name: null }, "b")).toEqual({ outputs: { name: expect.stringMatching(new RegExp(`^${uuid}$`)) } });
  expect(claims()).toHaveLength(2);
});

test("a task that is started again after a crash finds its own claim, and deletes what it had begun to delete", () => {
  const first = create({}, "a");
  expect(create({}, "a")).toEqual(first);
  expect(create({ pvc_name: "fixed" }, "b")).toEqual(create({ pvc_name: "fixed" }, "b"));
  expect(remove("fixed", "d")).toEqual(remove("fixed", "d"));
  expect(existsSync(join(volumesFolder, "fixed"))).toBe(false);
});

test("a claim that was deleted can be made anew", () => {
  create({ pvc_name: "x" }, "a");
  remove("x");
  expect(create({ pvc_name: "x" }, "b")).toEqual({ outputs: { name: "x" } });
  expect(remove("x", "other")).toEqual({ outputs: {} });
});

test.each<[string, () => unknown, RegExp]>([
  ["a taken name", () => [create({ pvc_name: "x" }, "a"), create({ pvc_name: "x" }, "b")].at(-1), /^the claim `x` is there already/],
  ["a name that leaves the folder", () => create({ pvc_name: "../x" }), /^"\.\.\/x" is not the name of a claim/],
  ["a suffix that leaves the folder", () => create({ pvc_name_suffix: "/../../x" }), /is not the name of a claim/],
  ["a name like our notes'", () => create({ pvc_name: ".claims" }), /is not the name of a claim/],
  ["capitals", () => create({ pvc_name: "Data" }), /is not the name of a claim/],
  ["two names", () => create({ pvc_name: "a", pvc_name_suffix: "b" }), /both given/],
  ["no access mode", () => create({ access_modes: [] }), /`access_modes` must be/],
  ["an unknown access mode", () => create({ access_modes: ["Read"] }), /^"Read" is not an access mode; use one of ReadWriteOnce/],
  ["a size that is none", () => create({ size: "big" }), /`size` must be an amount/],
  ["deleting what is not there", () => remove("x"), /^there is no claim `x` to delete in this run$/],
  ["deleting twice", () => [create({ pvc_name: "x" }), remove("x", "a"), remove("x", "b")].at(-1), /^there is no claim `x`/],
  ["deleting everything", () => remove(".."), /is not the name of a claim/],
  ["deleting nothing", () => remove(null), /is not the name of a claim/],
])("refused: %s", (_, act, error) => {
  expect(act()).toEqual({ error: expect.stringMatching(error) });
  expect(existsSync(volumesFolder)).toBe(true);
});
