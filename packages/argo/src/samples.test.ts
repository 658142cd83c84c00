import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readDocument } from "@typeline/ir";
import { expect, test } from "vitest";
import { lowerToArgo } from "./lower.ts";
import { writeManifests } from "./write.ts";

const folder = fileURLToPath(new URL("./samples/", import.meta.url));
const compiled = fileURLToPath(new URL("../../compiler/samples/", import.meta.url));

/** Each folder has the name of a sample of the compiler, whose IR is the input. `UPDATE=1` writes what is expected. */
test.each(readdirSync(folder))("%s", (name) => {
  const path = `${compiled}${name}/expected.yaml`;
  // Digests of bundles are left out there, since bundles change with the bundler.
  const text = readFileSync(path, "utf8").replaceAll("<digest>", "a".repeat(64));
  const { document } = readDocument(text, path);
  const { manifests, findings } = lowerToArgo(document!);
  expect(findings).toEqual([]);
  const written = writeManifests(manifests);
  const expected = `${folder}${name}/expected.yaml`;
  if (process.env["UPDATE"]) {
    mkdirSync(`${folder}${name}`, { recursive: true });
    writeFileSync(expected, written);
  }
  expect(written).toBe(readFileSync(expected, "utf8"));
});
