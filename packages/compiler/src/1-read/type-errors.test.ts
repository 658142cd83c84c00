import { join } from "node:path";
import { expect, test } from "vitest";
import { openFiles } from "./samples/temporary-project.ts";

function errorsOf(files: Record<string, string>, ...entries: string[]) {
  const { program, root } = openFiles(files, entries);
  return program.typeErrors(entries.map((entry) => join(root, entry)));
}

test("a type error has TypeScript's code, its reasons in lines below, and related places", () => {
  const [error, ...others] = errorsOf(
    {
      "a.ts":
        'interface A { deep: { x: number } }\nexport const a: A = { deep: { x: "😀" } };\nexport const f = (x: A) => x;\nf({ deep: {} as { x: string } });',
    },
    "a.ts",
  );
  expect(others).toHaveLength(1);
  expect(error).toMatchObject({
    code: "TS2322",
    severity: "error",
    location: { line: 2, column: 31, endLine: 2, endColumn: 32 },
    fixes: [],
  });
  expect(error!.related).toEqual([
    expect.objectContaining({
      message: "The expected type comes from property 'x' which is declared here on type '{ x: number; }'",
      location: expect.objectContaining({ line: 1, column: 23 }),
    }),
  ]);
  expect(others[0]!.message).toBe(
    "Type '{ x: string; }' is not assignable to type '{ x: number; }'.\n  Types of property 'x' are incompatible.\n    Type 'string' is not assignable to type 'number'.",
  );
});

test("while a file cannot be parsed, types are not talked about", () => {
  const errors = errorsOf({ "a.ts": 'import { b } from "./b.ts";\nexport const a: string = b;', "b.ts": "export const b = 1 +;" }, "a.ts");
  expect(errors.map(({ code, location }) => `${code} ${location?.line}:${location?.column}`)).toEqual(["TS1109 1:21"]);
});

test("errors of a file that is not asked for, nor imported, stay its own", () => {
  expect(errorsOf({ "a.ts": "export const a = 1;", "b.ts": 'export const b: number = "x";' }, "a.ts")).toEqual([]);
});

test("an import of what is not there is an error, and so is a name declared twice, once for each place", () => {
  const errors = errorsOf({ "a.ts": 'import { x } from "./nowhere.ts";\nconst y = x;\nconst y = 2;' }, "a.ts");
  expect(errors.map(({ code, location }) => `${code} ${location?.line}`)).toEqual(["TS2307 1", "TS2451 2", "TS2451 3"]);
});

test("a module that imports itself is read once", () => {
  expect(
    errorsOf({ "a.ts": 'import * as self from "./a.ts";\nexport const a: number = 1;\nexport const b: number = self.a;' }, "a.ts"),
  ).toEqual([]);
});
