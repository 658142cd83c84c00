import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDocument } from "@typeline/ir";
import { expect, test } from "vitest";
import { isLightweightPython, isPlainImage } from "./kinds.ts";

test.each([
  "python",
  "python:3.11-slim",
  "library/python:3",
  "docker.io/library/python:3.11",
  "localhost:5000/alpine:3",
  "registry.example.com/busybox@sha256:0123",
  "curlimages/curl:8",
  "docker.io/curlimages/curl",
])("%s is plain", (image) => expect(isPlainImage(image)).toBe(true));

test.each(["team/python:3", "python-tools", "gcr.io/team/python:3", "pytorch/pytorch", "localhost:5000", "", "curl"])(
  "%s is not plain",
  (image) => expect(isPlainImage(image)).toBe(false),
);

test.each<[string, string[], boolean]>([
  ["packages and then the rest", ["sh", "-c", 'python3 -m pip install x && "$0" "$@"\n', "sh", "-ec", "…"], true],
  [
    "only the module",
    ["sh", "-ec", 'printf "%s" "$0" > "$program_path/ephemeral_component.py"\npython3 -m kfp.dsl.executor_main', "code"],
    true,
  ],
  ["a shell that installs and does something else", ["sh", "-c", "pip install x && python main.py"], false],
  ["a containerized component", ["python3", "-m", "kfp.dsl.executor_main"], false],
  ["a shell", ["sh", "-c", "echo hi"], false],
  ["nothing", [], false],
])("lightweight Python: %s", (_, command, expected) => expect(isLightweightPython(command)).toBe(expected));

const folder = fileURLToPath(new URL("../../../../../shared/conformance/kfp/valid/", import.meta.url));

test.runIf(existsSync(folder))("components that kfp compiled are known by their commands", () => {
  const commands = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".yaml"))
    .flatMap((name) => {
      const document = readDocument(readFileSync(join(folder, name), "utf8"), name).document;
      return Object.values(document?.spec.deploymentSpec?.executors ?? {}).flatMap(({ container }) => [
        [...(container?.command ?? []), ...(container?.args ?? [])],
      ]);
    });
  const own = commands.filter((command) => command.includes("--function_to_execute") && command[0] === "sh");
  expect(own.length).toBeGreaterThan(200);
  expect(own.filter((command) => !isLightweightPython(command))).toEqual([]);
});
