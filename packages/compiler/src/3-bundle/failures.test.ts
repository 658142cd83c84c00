import type { Diagnostic } from "@typeline/diagnostics";
import { expect, onTestFinished, test } from "vitest";
import type { Entry } from "./bundle.ts";
import { bundle } from "./bundler.ts";
import { type Files, openProject, run } from "./samples/project.ts";

const DSL = 'import { component } from "@typeline/dsl";\n';

/** A package, with types for all that is imported of it. */
const library = (name: string, code: string, manifest: object = {}) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.2.3", main: "index.js", ...manifest }),
  [`node_modules/${name}/index.d.ts`]: "declare const value: any; export default value;",
  [`node_modules/${name}/index.js`]: code,
});

/** What is reported, as `code place: message`, and which components are bundled all the same. */
async function problems(files: Files, change: (entry: Entry) => Entry = (entry) => entry) {
  const project = openProject(files);
  onTestFinished(project.close);
  const diagnostics: Diagnostic[] = [];
  const entries = project.entries.map(change);
  const bundles = await bundle(project.program, entries, (diagnostic) => diagnostics.push(diagnostic));
  const place = ({ location }: Diagnostic) =>
    location && `${location.file.slice(project.root.length + 1)}:${location.line}:${location.column}`;
  return {
    problems: diagnostics.map((diagnostic) => `${diagnostic.code} ${place(diagnostic)}: ${diagnostic.message}`),
    help: diagnostics.map(({ help }) => help),
    bundled: entries.filter((_, index) => bundles[index]).map(({ name }) => name),
    bundles,
  };
}

test("a package that is not installed is reported at its import, once, and only for who needs it", async () => {
  const files = {
    "types.d.ts": 'declare module "left-pad/*";',
    "steps.ts": `${DSL}const é = "💥"; import pad from "left-pad/lib";
export const label = component(async () => console.log(pad, é));
export const again = component(async () => console.log(pad));
export const other = component(async () => console.log("OTHER"));`,
  };
  const found = await problems(files);
  expect(found.problems).toEqual(["TL1301 steps.ts:2:33: `label` imports `left-pad/lib`, which is not installed."]);
  expect(found.help[0]).toContain("`npm install left-pad`");
  expect(found.bundled).toEqual(["other"]);
});

test("a package that only what is shaken off imports may be missing", async () => {
  const { problems: found, bundled } = await problems({
    "types.d.ts": 'declare module "left-pad";',
    "steps.ts": `${DSL}import pad from "left-pad";\nexport const unused = () => pad;\nexport const step = component(async () => {});`,
  });
  expect(found).toEqual([]);
  expect(bundled).toEqual(["step"]);
});

test("a file that is not there is reported at its import, though another folder has one of its name", async () => {
  const { problems: found, bundled } = await problems({
    "types.d.ts": 'declare module "*.txt" { const text: string; export default text; }',
    "one/there.txt": "THERE",
    "one/steps.ts": `${DSL}import text from "./there.txt";\nexport const one = component(async () => console.log(text));`,
    "two/steps.ts": `${DSL}export const two = component(async () => {\n  const { default: text } = await import("./there.txt");\n  console.log(text);\n});`,
  });
  expect(found).toEqual(["TL1302 two/steps.ts:3:42: `two` imports `./there.txt`, and there is no such file."]);
  expect(bundled).toEqual(["one"]);
});

test("what a package imports and is not installed is reported at the component, with the package's name", async () => {
  const { problems: found } = await problems({
    ...library("@acme/orm", 'exports.default = require("reflect");'),
    "steps.ts": `${DSL}import orm from "@acme/orm";\nexport const step = component(async () => console.log(orm));`,
  });
  expect(found).toEqual(["TL1303 steps.ts:3:31: `step` uses `@acme/orm`, which imports `reflect`, and that is not installed."]);
});

test("an optional import of a package, inside `try`, may be missing", async () => {
  const { problems: found, bundles } = await problems({
    ...library("maybe", 'let found = true; try { require("faster"); } catch { found = false; } exports.default = found;'),
    "steps.ts": `${DSL}import maybe from "maybe";\nexport const step = component(async () => console.log(maybe.default));`,
  });
  expect(found).toEqual([]);
  expect(run(bundles[0]!).stdout).toBe("false\n");
});

test("native packages are named, with the option that installs them", async () => {
  const natives = {
    binary: library("binary", 'exports.default = require("./build/binary.node");'),
    gyp: library("gyp", "exports.default = 1;", { gypfile: true }),
    loader: library("loader", "exports.default = 1;", { dependencies: { "node-gyp-build": "4.8.4" } }),
    platforms: library("platforms", "exports.default = 1;", { optionalDependencies: { "@platforms/core-linux-x64": "1.2.3" } }),
  };
  for (const [name, files] of Object.entries(natives)) {
    const found = await problems({
      ...files,
      "node_modules/binary/build/binary.node": "\u007fELF",
      "steps.ts": `${DSL}import native from "${name}";
export const step = component(async () => console.log(native));
export const other = component(async () => {});`,
    });
    expect(found.problems).toEqual([`TL1304 steps.ts:3:31: \`step\` uses \`${name}\`, which has machine code that cannot be bundled.`]);
    expect(found.help[0]).toContain(`packages: ["${name}@1.2.3"]`);
    expect(found.bundled).toEqual(["other"]);
  }
});

test("packages that are installed when a task starts are not bundled, and only where they are used imported", async () => {
  const files = {
    ...library("native", 'exports.default = require("./native.node");'),
    "steps.ts": `${DSL}import native from "native";
export const step = component(async () => console.log(native));
export const other = component(async () => console.log("OTHER"));`,
  };
  const { problems: found, bundles } = await problems(files, (entry) => ({ ...entry, external: ["native"] }));
  expect(found).toEqual([]);
  expect(bundles[0]!.code).toContain('from"native"');
  expect(run(bundles[1]!).stdout).toBe("OTHER\n");
});

test("a file that esbuild cannot read is reported for each component that needs it, in its own words", async () => {
  const { problems: found, bundled } = await problems({
    ...library("broken", "this is not JavaScript"),
    "types.d.ts": 'declare module "*.sql";',
    "query.sql": "select 1",
    "one.ts": `${DSL}import broken from "broken";\nexport const one = component(async () => console.log(broken));`,
    "two.ts": `${DSL}import query from "./query.sql";\nexport const two = component(async () => console.log(query));`,
    "three.ts": `${DSL}export const three = component(async () => {});`,
  });
  expect(found).toEqual([
    'TL1305 one.ts:3:30: `one` cannot be bundled because of `broken`: Expected ";" but found "is".',
    'TL1305 two.ts:2:19: `two` cannot be bundled because of `two.ts`: No loader is configured for ".sql" files: query.sql.',
  ]);
  expect(bundled).toEqual(["three"]);
});

test("a file that esbuild cannot read is found at its import in the text as the author wrote it", async () => {
  const { problems: found } = await problems({
    "types.d.ts": 'declare module "*.sql";',
    "query.sql": "select 1",
    "lib.ts": 'export const é = "💥", query = () => import("./query.sql");',
    "one.ts": `${DSL}export const label = "moved"; export const one = component(async () => {\n  console.log("💥", await import("./query.sql"));\n});`,
    "two.ts": `${DSL}import { query } from "./lib.ts";\nexport const two = component(async () => console.log(await query()));`,
  });
  const reason = 'No loader is configured for ".sql" files: query.sql.';
  expect(found).toEqual([
    `TL1305 one.ts:3:34: \`one\` cannot be bundled because of \`one.ts\`: ${reason}`,
    `TL1305 lib.ts:1:45: \`two\` cannot be bundled because of \`lib.ts\`: ${reason}`,
  ]);
});
