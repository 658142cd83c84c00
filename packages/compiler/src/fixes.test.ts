import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyFixes, catalogue, type Diagnostic } from "@typeline/diagnostics";
import { afterAll, expect, test } from "vitest";
import { TSCONFIG, temporaryProject } from "./1-read/samples/temporary-project.ts";
import { createCompiler } from "./index.ts";
import { compileFiles } from "./samples/project.ts";
import { compileSample, SAMPLES, sampleNames } from "./samples/sample.ts";

const NODE_TYPES = fileURLToPath(new URL("../../../node_modules/@types", import.meta.url));

const [compiler, compilerOfCopies] = [createCompiler(), createCompiler()];
afterAll(() => Promise.all([compiler.close(), compilerOfCopies.close()]));

/** Messages whose fix is an edit that nobody has to think about. Samples show each of them where it is. */
const WITH_FIXES = [
  "awaitOrdersNothing",
  "limitUnrolled",
  "listCallback",
  "loopMayBeAbsent",
  "loopNotPlain",
  "notCarried",
  "notInCondition",
  "outputNotPlain",
  "runtimeOnlyCall",
  "saysNothing",
  "switchFallsThrough",
  "unknownInput",
];
const codeOf = (name: string) => Object.entries(catalogue).find(([, page]) => page.name === name)?.[0];

/** A sample with one of its fixes taken. */
interface Fixed {
  readonly copy: string;
  readonly told: string;
  readonly code: string;
  readonly before: readonly Diagnostic[];
}

test("each fix of each sample takes its message away, and brings no error", async () => {
  const { compilerOptions } = JSON.parse(TSCONFIG);
  const root = temporaryProject({ "tsconfig.json": JSON.stringify({ compilerOptions: { ...compilerOptions, types: ["node"] } }) });
  symlinkSync(NODE_TYPES, join(root, "node_modules/@types"));
  const fixed: Fixed[] = [];
  for (const name of sampleNames) {
    const { diagnostics: before } = await compileSample(compiler, name);
    for (const diagnostic of before)
      for (const fix of diagnostic.fixes) {
        const copy = `${name}-${fixed.length}`;
        const [[path, text]] = [...applyFixes([{ ...diagnostic, fixes: [fix] }]).files] as [[string, string]];
        cpSync(join(SAMPLES, name), join(root, copy), { recursive: true });
        writeFileSync(path.replace(join(SAMPLES, name), join(root, copy)), text);
        fixed.push({ copy, told: `${name}: ${fix.title}\n${text}`, code: diagnostic.code, before });
      }
  }
  for (const { copy, told, code, before } of fixed) {
    const { diagnostics: after } = await compileSample(compilerOfCopies, copy, root);
    const count = (list: readonly Diagnostic[], wanted: string) => list.filter((one) => one.code === wanted).length;
    expect.soft(count(after, code), `${told}\n${JSON.stringify(after)}`).toBeLessThan(count(before, code));
    for (const error of after.filter(({ severity }) => severity === "error"))
      expect.soft(count(after, error.code), `${told}\n${error.code} ${error.message}`).toBeLessThanOrEqual(count(before, error.code));
  }
  const offered = new Set(fixed.map(({ code }) => code));
  for (const name of WITH_FIXES) expect(offered, name).toContain(codeOf(name));
});

const SAY = '<{ words: string[] }>(({ words }) => ({ image: "busybox", command: ["echo", words] }));';

test.each([
  [
    "a name of the file",
    `import { container, pipeline } from "@typeline/dsl";
const say = container${SAY}
export const p = pipeline(({ name }: { name: string }) => {
  const words = ["hello", name];
  say({ words });
});`,
    `import { compute, container, pipeline } from "@typeline/dsl";
const say = container${SAY}
export const p = pipeline(({ name }: { name: string }) => {
  const words = ["hello", name];
  say({ words: compute(() => words) });
});`,
  ],
  [
    "a member of a namespace",
    `import * as t from "@typeline/dsl";
const say = t.container${SAY}
export const p = t.pipeline(({ name }: { name: string }) => say({ words: ["hello", name] }));`,
    `import * as t from "@typeline/dsl";
const say = t.container${SAY}
export const p = t.pipeline(({ name }: { name: string }) => say({ words: t.compute(() => ["hello", name]) }));`,
  ],
  [
    "under another name",
    `import { compute as step, container, pipeline } from "@typeline/dsl";
const say = container${SAY}
export const p = pipeline(({ name }: { name: string }) => say({ words: ["hello", step(() => name), name] }));
export const q = pipeline(({ name }: { name: string }) => say({ words: ["hello", name] }));`,
    `import { compute as step, container, pipeline } from "@typeline/dsl";
const say = container${SAY}
export const p = pipeline(({ name }: { name: string }) => say({ words: ["hello", step(() => name), name] }));
export const q = pipeline(({ name }: { name: string }) => say({ words: step(() => ["hello", name]) }));`,
  ],
])("`compute` is %s, and is not put around what makes tasks", async (_, source, expected) => {
  const { diagnostics, root } = await compileFiles({ "pipeline.ts": source });
  expect(applyFixes(diagnostics).files.get(join(root, "pipeline.ts"))).toBe(expected);
});
