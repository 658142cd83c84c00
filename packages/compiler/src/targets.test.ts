import { join } from "node:path";
import { expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "./1-read/samples/temporary-project.ts";
import { compile } from "./index.ts";
import { brief, compileFiles } from "./samples/project.ts";

/** On KFP a run without `seed` fails in the group; on Vertex AI it may be 0 there; Argo runs it as it is written. */
const source = `import { component, type Int, pipeline } from "@typeline/dsl";

const train = component(async ({ seed }: { seed?: Int }) => seed ?? 1);
const inner = pipeline(({ seed }: { seed?: Int }) => {
  train({ seed });
});
export const outer = pipeline(({ seed }: { seed?: Int }) => {
  inner({ seed });
});
`;
const config = `export default {
  defaultEnvironment: "workflows",
  environments: { workflows: { target: "argo" }, cluster: { target: "kubernetes" }, odd: { target: "mars" } },
};
`;
const compileWith = (options: Parameters<typeof compileFiles>[1]) => compileFiles({ "pipeline.ts": source }, options);

test.each([
  ["kfp", "error", "Kubeflow Pipelines: where it is absent the tasks inside fail."],
  ["vertex", "warning", "Vertex AI: where it is absent it may arrive as 0, an empty text or false."],
  [undefined, "warning", "Kubeflow Pipelines: where it is absent the tasks inside fail."],
] as const)("for %s it is an %s, at the call", async (target, severity, reason) => {
  const compilation = await compileWith({ target });
  expect(brief(compilation)).toEqual([
    `TL4013 pipeline.ts:8 The input \`seed\` may be absent, and the group \`inner\` reads it. ${reason}`,
  ]);
  expect(compilation.diagnostics[0]).toMatchObject({ severity, location: { column: 3 } });
  expect(compilation.pipelines).toHaveLength(severity === "error" ? 0 : 1);
});

test("an engine that runs it has nothing to say", async () => {
  const compilation = await compileWith({ target: "argo" });
  expect(brief(compilation)).toEqual([]);
  expect(compilation.pipelines).toHaveLength(1);
});

test("checking alone judges engines where one is chosen", async () => {
  expect((await compileWith({ checkOnly: true, target: "kfp" })).diagnostics).toMatchObject([{ code: "TL4013", severity: "error" }]);
  expect((await compileWith({ checkOnly: true })).diagnostics).toEqual([]);
});

test("a file without pipelines is no mistake for a check of an engine", async () => {
  const files = { "pipeline.ts": "export const one = 1;\n" };
  expect(brief(await compileFiles(files, { checkOnly: true, target: "kfp" }))).toEqual([]);
});

test("what is about the pipeline as a whole is where that is written", async () => {
  const files = {
    "pipeline.ts": `import { component, type Model, pipeline } from "@typeline/dsl";

const score = component(async ({ model }: { model: Model }) => model.uri);
export const scoring = pipeline(({ model }: { model: Model }) => {
  score({ model });
});
`,
  };
  expect(brief(await compileFiles(files, { target: "kfp" }))).toEqual([
    "TL4011 pipeline.ts:4 The pipeline takes the artifact `model`. Kubeflow Pipelines: a run is started with parameters only.",
  ]);
});

test.each([
  [{}, []],
  [{ environment: "cluster" }, ["TL4013 error"]],
  [{ environment: "workflows", target: "vertex" }, ["TL4013 warning"]],
  [{ environment: "odd" }, ["TL3906 error"]],
] as const)("an environment names the engine, the caller's own wins: %j", async (options, found) => {
  const cwd = temporaryProject({ "tsconfig.json": TSCONFIG, "pipeline.ts": source, "typeline.config.ts": config });
  const configFile = join(cwd, "typeline.config.ts");
  const { diagnostics } = await compile({ cwd, sources: [{ path: "pipeline.ts" }], configFile, ...options });
  expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(found);
});
