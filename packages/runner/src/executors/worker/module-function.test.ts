import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** What becomes of modules, in a process that has modules in `vm`: the imports of the function, or nothing. */
function inAProcess(texts: readonly string[]): unknown[] {
  const built = fileURLToPath(new URL("./module-function.js", import.meta.url.replace("/src/", "/dist/")));
  const program = `
    const { moduleFunction } = await import(${JSON.stringify(built)});
    const results = [];
    for (const text of ${JSON.stringify(texts)}) {
      globalThis.said = [];
      const made = moduleFunction(text, { filename: "/bundle.mjs" });
      if (made) await made.script.runInThisContext()(...await Promise.all(made.imports.map((name) => import(name))));
      results.push(made ? { imports: made.imports, said: globalThis.said } : null);
    }
    console.log(JSON.stringify(results));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--experimental-vm-modules", "--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

test("a module's imports become parameters of a function, in every form that esbuild prints", () => {
  const texts = [
    'import a,{join as b}from"node:path";import*as c from"node:path";import"node:os";said.push(a===c.default,b===c.join,typeof this)',
    'var x=1;import { sep } from "node:path";\nsaid.push(sep, await Promise.resolve(x));',
    "let n=0;said.push(++n)",
  ];
  expect(inAProcess([...texts, texts[2]!])).toEqual([
    { imports: ["node:path", "node:path", "node:os"], said: [true, true, "undefined"] },
    { imports: ["node:path"], said: ["/", 1] },
    { imports: [], said: [1] },
    { imports: [], said: [1] },
  ]);
});

test("what cannot be one is none: `import.meta`, exports, packages, and texts that look like an import", () => {
  const texts = [
    "said.push(import.meta.url)",
    "export const a=1",
    'import a from"some-package";said.push(a)',
    `said.push(';import{a}from"node:fs"');import{readFileSync as b}from"node:fs";said.push(b)`,
    `said.push(\`x;import a from"node:fs";\`)`,
    "this is no JavaScript",
  ];
  expect(inAProcess(texts)).toEqual(texts.map(() => null));
});

test("places in stacks are those of the module", () => {
  const text = 'import{join}from"node:path";\n\n  try { null.x } catch (error) { said.push(/bundle.mjs:3:14/.test(error.stack)) }';
  expect(inAProcess([text])).toEqual([{ imports: ["node:path"], said: [true] }]);
});
