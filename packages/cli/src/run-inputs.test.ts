import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PipelineDocument } from "@typeline/ir";
import { expect, test } from "vitest";
import { readRunInputs } from "./run-inputs.ts";

const cwd = mkdtempSync(join(tmpdir(), "typeline-inputs-"));
writeFileSync(join(cwd, "prompt.txt"), "two\nlines\n");
writeFileSync(join(cwd, "cfg.json"), '{"layers": [1, "x"]}');
writeFileSync(join(cwd, "p.yaml"), "name: from the file\ncfg: { layers: [3] }\n");

const document: PipelineDocument = {
  spec: {
    pipelineInfo: { name: "p" },
    schemaVersion: "2.1.0",
    root: {
      dag: { tasks: {} },
      inputDefinitions: {
        parameters: { name: { parameterType: "STRING" }, cfg: { parameterType: "STRUCT", isOptional: true } },
        artifacts: { data: { artifactType: { schemaTitle: "system.Dataset" }, isArtifactList: true, isOptional: true } },
      },
    },
  },
  platforms: {
    platforms: {
      typeline: {
        config: {
          version: 1,
          inputs: {
            properties: { cfg: { type: "object", properties: { layers: { type: "array", items: { type: "integer" } } } } },
          },
        },
      },
    },
  },
};

test("texts, files, paths and URIs", () => {
  expect(readRunInputs(document, { p: ["name=@prompt.txt", 'data=["a.csv", "gs://b/c"]'] }, cwd)).toEqual({
    parameters: { name: "two\nlines\n" },
    artifacts: { data: [join(cwd, "a.csv"), "gs://b/c"] },
  });
  expect(readRunInputs(document, { p: ["name=@@a=b"] }, cwd).parameters).toEqual({ name: "@a=b" });
  expect(readRunInputs(document, { params: "p.yaml", p: ["name=x"] }, cwd).parameters).toEqual({ name: "x", cfg: { layers: [3] } });
});

test.each([
  [["name"], "`-p name`: write `-p name=value`."],
  [["=1"], "`-p =1`: write `-p name=value`."],
  [["name=@none.txt"], "`-p name=@none.txt`: there is no such file."],
  [["name=x", "cfg=@cfg.json"], 'input `cfg.layers[1]`: wanted an integer, but got "x".'],
  [["nam=x"], "the inputs are not right:\n  there is no input `nam`. Did you mean `name`?\n  an input is missing: `name` (a string)."],
])("-p %j is refused", (p, message) => {
  expect(() => readRunInputs(document, { p }, cwd)).toThrow(expect.objectContaining({ name: "UsageError", message }));
});

test("a file of inputs that is no object is refused", () => {
  expect(() => readRunInputs(document, { params: "prompt.txt" }, cwd)).toThrow("--params: `prompt.txt` must hold an object");
  expect(() => readRunInputs(document, { params: "." }, cwd)).toThrow("`--params .`: EISDIR");
});
