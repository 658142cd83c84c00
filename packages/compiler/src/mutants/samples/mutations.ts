import { SyntaxKind } from "../../1-read/syntax.ts";
import type { Tape } from "../../meaning/samples/tape.ts";
import type { Anatomy, NodePart, Part } from "./anatomy.ts";

/** Texts put in the place of others. */
export interface Mutation {
  /** What was done, in a word. */
  readonly name: string;
  readonly edits: readonly Part[];
}

/** One way to break a file; `undefined` where it has nothing of the kind. */
type Mutator = (anatomy: Anatomy, tape: Tape) => readonly Part[] | undefined;

const replace = ({ start, end }: Part, text: string): Part => ({ start, end, text });
const insert = (at: number, text: string): Part => ({ start: at, end: at, text });
const one = <T>(items: readonly T[], tape: Tape): T | undefined => (items.length === 0 ? undefined : tape.pick(items));

/** A mutator of one part. */
const ofPart =
  (parts: (anatomy: Anatomy) => readonly NodePart[], text: (part: NodePart, anatomy: Anatomy, tape: Tape) => string): Mutator =>
  (anatomy, tape) => {
    const part = one(parts(anatomy), tape);
    return part && [replace(part, text(part, anatomy, tape))];
  };

const expressions = (anatomy: Anatomy) => anatomy.expressions;
const statements = (anatomy: Anatomy) => anatomy.statements;
const literals = (anatomy: Anatomy) => anatomy.expressions.filter(({ node }) => LITERALS.has(node.kind));
const LITERALS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NumericLiteral,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.ObjectLiteralExpression,
]);

const WORDS: Readonly<Record<string, string>> = {
  const: "let",
  let: "const",
  break: "continue",
  continue: "break",
  return: "await",
  "?.": ".",
};
const VALUES = [
  "1",
  "-0.5",
  '"text"',
  '""',
  "true",
  "null",
  "undefined",
  "[]",
  "[1, 2]",
  "{}",
  '{ a: "b" }',
  "NaN",
  "1n",
  "/a/g",
  "() => 1",
  "Symbol()",
];
const VALUES_OF_NOTE = [
  '"{{$}}"',
  '"__proto__"',
  "Object.prototype",
  "globalThis",
  "arguments",
  "this",
  "new Map()",
  "new Date()",
  "class {}",
  "Math.random()",
];
const OPERATORS = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "===",
  "!=",
  "!==",
  "&&",
  "||",
  "??",
  "&",
  "|",
  "^",
  "<<",
  ">>>",
  "in",
  "instanceof",
  "=",
  "+=",
  "??=",
  ",",
];
const TYPES = [
  "string",
  "number",
  "boolean",
  "string[]",
  "unknown",
  "any",
  "never",
  "Date",
  "{ a: string }",
  "Record<string, number>",
  "string | undefined",
  '"a" | "b"',
  "Map<string, string>",
  "null",
  "Promise<string>",
];
const NAMES = ["__proto__", "constructor", "toString", "length", "then", "Output", "undefined", "value"];

/** What can be put around an expression. */
const AROUND = [
  "compute(() => @)", "[@]", "{ a: @ }", "`${@}`", "(@)!", "(@).a", "(@)[0]", "(@)?.a", "(@)?.[0]", "(@)()", "(@)?.()", "!(@)", "-(@)", "typeof (@)", "void (@)",
  "new (@)()", "(@ ?? %)", "(% ?? @)", "(@ ? % : %)", "(% ? @ : %)", "(@ && %)", "(@ || %)", "(@ === %)", "(@ < %)", "(@ + %)", "await (@)", "(@ as any)", "[...@]",
  "{ ...@ }", "(@).map((x) => x)", "(@).map((x) => %)", "(@).filter(Boolean)", "(@).length", "Promise.all([@])", "(() => @)()", "(async () => @)()", "String(@)", "Number(@)",
  "JSON.stringify(@)", "JSON.parse(@)", "Object.keys(@)", "Object.entries(@)", "parallel(@, { limit: 2 })", "parallel(@, { unroll: true })", "(@).includes(%)", "(@).push(%)",
  "(@).then((x) => x)", "((x) => x)(@)", "(@, %)", "delete (@)", "(@)++", "(@ = %)", "(@).at(-1)", "(@).metadata", "pipeline(() => @)", "component(async () => @)", "taskStatus()", "(function f() { return f(); })()",
]; // biome-ignore format: a table

/** What can be put around a statement. */
const BLOCKS = [
  "if (%) { @ }", "if (%) { @ } else { @ }", "if (true) { @ }", "for (const x of %) { @ }", "for (const x of [1, 2]) { @ }", "for (let i = 0; i < 3; i++) { @ }", "while (%) { @ }", "do { @ } while (false)",
  "try { @ } finally { @ }", "try { @ } catch { @ }", "try { % } finally { @ }", "try { throw new Error(\"no\"); } catch (e) { @ }", "switch (%) { case %: @ default: @ }", "{ @ }", "label: { @ }", "(() => { @ })()",
  "function inner() { @ } inner();", "[1, 2].forEach(() => { @ })", "for (const k in %) { @ }", "with (%) { @ }", "if (%) return; @", "throw new Error(%); @", "@ return %;", "for (;;) { @ break; }",
]; // biome-ignore format: a table

/** Statements from nowhere. */
const STATEMENTS = ["return;", "break;", "continue;", "throw new Error(\"stop\");", "throw %;", "debugger;", ";", "const x = %;", "let y; y = %;", "%;", "%(%);", "% = %;", "console.log(%);", "if (%) return %;", "var v = %, w = v;", "class C {}", "const { a, ...rest } = %;", "const [b = %, c] = %;", "return %;"]; // biome-ignore format: a table

/** A template with the part for `@`, and other expressions of the file for each `%`. */
const filled = (template: string, text: string, anatomy: Anatomy, tape: Tape): string =>
  template.replace(/[@%]/g, (mark) => (mark === "@" ? text : (one(anatomy.expressions, tape)?.text ?? "1")));

/** A member of a list with the comma after it. */
function withComma(list: readonly NodePart[], index: number): Part {
  const [before, own, after] = [list[index - 1], list[index]!, list[index + 1]];
  if (after) return { start: own.start, end: after.start, text: "" };
  return before ? { start: before.end, end: own.end, text: "" } : own;
}

const separator = ({ text }: Anatomy, list: readonly NodePart[]): string => text.slice(list[0]!.end, list[1]!.start) || " ";

const MUTATORS: Readonly<Record<string, Mutator>> = {
  "delete a statement": ofPart(statements, () => ""),
  "delete a member": (anatomy, tape) => {
    const list = one(anatomy.lists, tape);
    return list && [replace(withComma(list, tape.below(list.length)), "")];
  },
  "delete a type": (anatomy, tape) => {
    const type = one(anatomy.types, tape);
    const colon = type && anatomy.text.lastIndexOf(":", type.start);
    return type && [{ start: colon!, end: type.end, text: "" }];
  },
  "duplicate a statement": ofPart(statements, ({ text }) => `${text}\n${text}`),
  "duplicate a member": (anatomy, tape) => {
    const list = one(anatomy.lists, tape);
    const member = list && tape.pick(list);
    return member && [insert(member.end, separator(anatomy, list!) + member.text)];
  },
  "swap two members": (anatomy, tape) => {
    const list = one(anatomy.lists, tape);
    const [a, b] = [list && tape.pick(list), list && tape.pick(list)];
    return a && b && a !== b ? [replace(a, b.text), replace(b, a.text)] : undefined;
  },
  "swap two expressions": (anatomy, tape) => {
    const [a, b] = [one(anatomy.expressions, tape), one(anatomy.expressions, tape)];
    return a && b && (a.end <= b.start || b.end <= a.start) ? [replace(a, b.text), replace(b, a.text)] : undefined;
  },
  "move a statement": (anatomy, tape) => {
    const [from, to] = [one(anatomy.statements, tape), one(anatomy.statements, tape)];
    return from && to && (from.end <= to.start || to.end <= from.start)
      ? [replace(from, ""), insert(to.start, `${from.text}\n`)]
      : undefined;
  },
  "replace an expression": ofPart(expressions, (_, anatomy, tape) => tape.pick(anatomy.expressions).text),
  "replace a statement": ofPart(statements, (_, anatomy, tape) => tape.pick(anatomy.statements).text),
  "replace a type": ofPart(
    (anatomy) => anatomy.types,
    (_, anatomy, tape) => (tape.chance(50) ? tape.pick(anatomy.types).text : tape.pick(TYPES)),
  ),
  rename: ofPart(
    (anatomy) => anatomy.names,
    (_, anatomy, tape) => (tape.chance(70) ? tape.pick(anatomy.names).text : tape.pick(NAMES)),
  ),
  "retype a literal": ofPart(literals, (_, _anatomy, tape) => tape.pick(VALUES)),
  "retype an expression": ofPart(expressions, (_, _anatomy, tape) => tape.pick(tape.chance(70) ? VALUES : VALUES_OF_NOTE)),
  "change an operator": ofPart(
    (anatomy) => anatomy.operators,
    (_, _anatomy, tape) => tape.pick(OPERATORS),
  ),
  "change a word": ofPart(
    (anatomy) => anatomy.words,
    ({ text }) => WORDS[text] ?? "",
  ),
  "wrap an expression": ofPart(expressions, ({ text }, anatomy, tape) => filled(tape.pick(AROUND), text, anatomy, tape)),
  "wrap a statement": ofPart(statements, ({ text }, anatomy, tape) => filled(tape.pick(BLOCKS), text, anatomy, tape)),
  "insert a statement": (anatomy, tape) => {
    const at = one(anatomy.statements, tape);
    return at && [insert(at.start, `${filled(tape.pick(STATEMENTS), "", anatomy, tape)}\n`)];
  },
  "add a member": (anatomy, tape) => {
    const list = one(anatomy.lists, tape);
    const other = one(anatomy.lists, tape);
    return list && [insert(list[0]!.end, separator(anatomy, list) + tape.pick(other!).text)];
  },
};

const KINDS = Object.keys(MUTATORS);
/** What leaves most files sound for TypeScript, and what goes on to our own rooms. */
const LIKELY = ["wrap an expression", "wrap a statement", "insert a statement", "replace an expression"];

/** One to three mutations of a file that do not touch each other. */
export function mutate(anatomy: Anatomy, tape: Tape): { readonly text: string; readonly done: readonly string[] } {
  const edits: Part[] = [];
  const done: string[] = [];
  const wanted = 1 + tape.below(6) / 3;
  for (let tries = 0; done.length < wanted && tries < 8; tries++) {
    const kind = tape.chance(40) ? tape.pick(LIKELY) : tape.pick(KINDS);
    const found = MUTATORS[kind]!(anatomy, tape);
    if (!found || found.some((edit) => edits.some((other) => edit.start <= other.end && other.start <= edit.end))) continue;
    edits.push(...found);
    done.push(kind);
  }
  let text = anatomy.text;
  for (const { start, end, text: put } of edits.sort((a, b) => b.start - a.start || b.end - a.end))
    text = text.slice(0, start) + put + text.slice(end);
  return { text, done };
}
