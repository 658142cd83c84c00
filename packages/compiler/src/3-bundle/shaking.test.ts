import { expect, test } from "vitest";
import { bundleFiles, run } from "./samples/project.ts";

const DSL = 'import { artifact, component, compute, pipeline } from "@typeline/dsl";\n';

/** A package whose loading has effects, as esbuild must take every package to have that does not say otherwise. */
const loud = (name: string, type: "commonjs" | "module") => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", type, main: "index.js", types: "index.d.ts" }),
  [`node_modules/${name}/index.d.ts`]: "export function speak(): string; export default function other(): string;",
  [`node_modules/${name}/index.js`]:
    type === "module"
      ? `console.log("LOADED ${name}"); export const speak = () => "SPOKEN ${name}"; export default () => "OTHER ${name}";`
      : `console.log("LOADED ${name}"); exports.speak = () => "SPOKEN ${name}"; exports.default = () => "OTHER ${name}";`,
});

test("a component does not carry its neighbours, nor what only they import", async () => {
  const { quiet, talk, chat } = await bundleFiles(
    {
      ...loud("cjs", "commonjs"),
      ...loud("esm", "module"),
      "steps.ts": `${DSL}import { speak } from "cjs";\nimport * as esm from "esm";
export const quiet = component(async () => console.log("QUIET"));
export const talk = component(async () => console.log(speak()));
export const chat = component(async () => console.log(esm.speak()));`,
    },
    "quiet",
    "talk",
    "chat",
  );
  expect(run(quiet)).toEqual({ stdout: "QUIET\n", stderr: "", status: 0 });
  expect(quiet.code).not.toMatch(/LOADED|SPOKEN/);
  expect(run(talk).stdout).toBe("LOADED cjs\nSPOKEN cjs\n");
  expect(talk.code).not.toContain("esm");
  expect(run(chat).stdout).toBe("LOADED esm\nSPOKEN esm\n");
  expect(chat.code).not.toContain("OTHER");
});

test("options that call functions, objects of components, artifact classes and pipelines are shaken off", async () => {
  const { plain } = await bundleFiles(
    {
      "gpu.ts": 'export const onGpu = { gpu: 1 };\nexport const memory = () => { console.log("EFFECT"); return "2Gi" as const; };',
      "steps.ts": `${DSL}import { memory, onGpu } from "./gpu.ts";
export class Index extends artifact("acme.Index")<string[]> {}
export const train = component(async () => console.log("TRAIN"), { ...onGpu, memory: memory() });
export const MODELS = { ...onGpu, forest: component(async () => console.log("FOREST"), { memory: memory() }) } as const;
export const plain = component(async () => console.log("PLAIN"));
component(async () => console.log("NAMELESS"));
export default pipeline(() => { train({}); }, { name: ["whole"].join("-") });`,
    },
    "plain",
  );
  expect(run(plain).stdout).toBe("PLAIN\n");
  expect(plain.code).not.toMatch(/EFFECT|TRAIN|FOREST|NAMELESS|acme|whole/);
});

test("components of an imported file are shaken off too", async () => {
  const { last } = await bundleFiles(
    {
      ...loud("cjs", "commonjs"),
      "first.ts": `${DSL}import { speak } from "cjs";\nexport const NAME = "SHARED";\nexport const first = component(async () => console.log(speak()));`,
      "last.ts": `${DSL}import { first, NAME } from "./first.ts";
export const last = component(async () => console.log(NAME));
export const both = pipeline(() => { first({}); last({}); });`,
    },
    "last",
  );
  expect(run(last).stdout).toBe("SHARED\n");
  expect(last.code).not.toContain("SPOKEN");
});

test("what runs for its effects keeps running, once and in order", async () => {
  const { step } = await bundleFiles(
    {
      "setup.ts": 'console.log("SETUP");',
      "steps.ts": `${DSL}import "./setup.ts";
let count = 0;
count += 1;
const registered = [1, 2].map((n) => { console.log("REGISTERED", n); return n; });
export const step = component(async () => console.log("STEP", count, registered.length));
export const other = component(async () => console.log("OTHER"));
console.log("END");`,
    },
    "step",
  );
  expect(run(step).stdout).toBe("SETUP\nREGISTERED 1\nREGISTERED 2\nEND\nSTEP 1 2\n");
  expect(step.code).not.toContain("OTHER");
});

test("a module's own state is one, whoever changes it", async () => {
  const { step } = await bundleFiles(
    {
      "steps.ts": `${DSL}import { total } from "./total.ts";
export let sum = 0;
export const add = (n: number) => { sum += n; };
export const step = component(async () => { add(2); sum += 3; console.log(sum, total()); });`,
      "total.ts": 'import { sum } from "./steps.ts";\nexport const total = () => sum;',
    },
    "step",
  );
  expect(run(step).stdout).toBe("5 5\n");
});

test("artifact classes and components that a component does use are there", async () => {
  const { step } = await bundleFiles(
    {
      "steps.ts": `${DSL}export class Index extends artifact("acme.Index")<string[]> {}
export const inner = component(async () => console.log("INNER"));
export const MODELS = { inner };
export const step = component(async () => { console.log(Index.schemaTitle, Object.keys(MODELS)); await inner.run(); });`,
    },
    "step",
  );
  expect(run(step)).toEqual({ stdout: "acme.Index [ 'inner' ]\nINNER\n", stderr: "", status: 0 });
});
