import { join } from "node:path";
import { expect, test } from "vitest";
import { nodesOf, openFiles } from "./samples/temporary-project.ts";
import { SyntaxKind } from "./syntax.ts";

/** The documentation of each variable, property and default export, in source order. */
function documentationsIn(source: string): (string | undefined)[] {
  const { program, root } = openFiles({ "c.ts": source });
  const kinds = new Set([SyntaxKind.VariableDeclaration, SyntaxKind.PropertySignature, SyntaxKind.ExportAssignment]);
  return nodesOf(program, join(root, "c.ts"), ({ kind }) => kinds.has(kind)).map((node) => program.documentationOf(node));
}

test.each([
  ["/** Loads 👋 rows. */ export const a = 1;", "Loads 👋 rows."],
  ["/**\n * Loads.\n *\n * - rows\n * @remarks no\n */\nexport const a = 1;", "Loads.\n\n- rows"],
  ["/** Old. */\n/** New. */\nexport const a = 1;", "New."],
  ["/** See {@link Dataset} and {@link https://x.org | the page}. */ const a = 1;", "See Dataset and the page."],
  ["/** @internal */ const a = 1;", undefined],
  ["/** An e-mail: a@b.c */ const a = 1;", "An e-mail: a@b.c"],
  ["/* Not this. */ // nor /** this? */\nconst a = 1;", undefined],
  ["/**/ const a = 1;", undefined],
  ["export const /** Inside. */ a = 1;", "Inside."],
  ["/** Whole. */ export default 1;", "Whole."],
  ["/** Windows.\r\n * Lines. */\r\nconst a = 1;", "Windows.\nLines."],
])("reads %j", (source, expected) => {
  expect(documentationsIn(source)).toEqual([expected]);
});

test("properties have theirs wherever they stand", () => {
  expect(documentationsIn("interface A { /** One. */ a: 1; b: 2;\n /** Three. */\n readonly c?: 3 }")).toEqual([
    "One.",
    undefined,
    "Three.",
  ]);
});
