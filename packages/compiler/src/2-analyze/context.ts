import { diagnose, type Fix, type Location, type Message, messages, type Related, type Report } from "@typeline/diagnostics";
import type { Declaration, Program } from "../1-read/program.ts";
import { type Node, type SourceFile, SyntaxKind } from "../1-read/syntax.ts";
import type { Interface } from "../types/value-type.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { Birthplace, Container } from "./ownership.ts";
import type { Journal } from "./scope.ts";
import type { Settings } from "./settings.ts";
import type { Ended } from "./tries.ts";
import { type Meaning, type Poison, poison } from "./values.ts";

/** What a compilation reads besides its sources. */
export interface BuildEnvironment {
  /** The environment's `buildEnv` first, then the process's environment. */
  buildEnv(name: string): string | undefined;
  /** Options of all tasks: the weakest. */
  readonly defaults: Settings;
  /** Options by component name: the strongest. */
  readonly components: ReadonlyMap<string, Settings>;
}

/** What all functions of this room share during one compilation. */
export interface Context {
  readonly program: Program;
  environment: BuildEnvironment;
  /** The project's configuration, as a place for what is wrong in it. */
  configNode: Node | undefined;
  /** The pipeline whose body is being read; none at module level. */
  graph: GraphBuilder | undefined;
  /** Notes what variables were before a part that may not run. */
  journal: Journal | undefined;
  /** Turns of loops that are unrolled, around what is read. */
  turns: number;
  /** Each `finally` and `catch` around what is read, outermost first. */
  tries: Ended[];
  /** Where each array, object, `Map` and `Set` was made. */
  readonly births: WeakMap<Container, Birthplace>;
  /** Calls of helpers and nested pipelines that are being read, outermost first. */
  readonly stack: Node[];
  /** Statements and calls so far: known loops that never end are stopped. */
  steps: number;
  /** Interfaces that have been asked for, by the node of the call that makes the component or pipeline. */
  readonly interfaces: Map<Node, Interface | undefined>;
  /** Values of module-level names, by their declaration. */
  readonly modules: Map<Node, Meaning | "busy">;
  /** Of each file, the module-level and global names that were asked for. */
  readonly declarations: Map<SourceFile, Map<string, Declaration | undefined>>;
  /** Components and pipelines, by the call that makes them: a second evaluation is the same one. */
  readonly made: Map<Node, Meaning>;
  /** Variables of the build that were read, with the values used, since the set was last changed; and by each module-level name that is known. */
  buildEnv: Map<string, string>;
  readonly buildEnvOf: Map<Node, ReadonlyMap<string, string>>;
  /** Own modules that have been read, for `--watch`. */
  readonly dataFiles: Set<string>;
  readonly diagnostics: Report;
  /** Whether an error was reported: what only follows from it is not. */
  failed: boolean;
}

/** More steps than any honest pipeline file needs. */
const STEP_LIMIT = 500_000;
/** And than are of interest after a mistake: a loop that no longer counts because of it says the same at each turn. */
const STEPS_AFTER_MISTAKE = 10_000;

/** Reports a message at a node, with the helper calls that lead to it, and gives what spreads silently. */
export function fail(
  cx: Context,
  node: Node,
  message: Message,
  more: { related?: readonly Related[]; fixes?: readonly Fix[] } = {},
): Poison {
  warn(cx, node, message, more);
  return poison;
}

/** Reports a message at a node, and goes on. */
export function warn(cx: Context, node: Node, message: Message, more: { related?: readonly Related[]; fixes?: readonly Fix[] } = {}): void {
  // A function that calls itself stands there many times.
  const calls = [...new Set(cx.stack)].map((call) => ({ location: locate(cx, call), message: "called here" })).reverse();
  cx.diagnostics(diagnose(message, locate(cx, node), { ...more, related: [...(more.related ?? []), ...calls] }));
}

/** Where a node stands; of a statement with blocks, its first word. */
export function locate(cx: Context, node: Node): Location {
  const location = cx.program.location(node);
  if (!BLOCKS.has(node.kind)) return location;
  const [word = ""] = /^\w+/.exec(cx.program.text(node)) ?? [];
  return { ...location, endLine: location.line, endColumn: location.column + word.length };
}

const BLOCKS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.IfStatement,
  SyntaxKind.SwitchStatement,
  SyntaxKind.ForStatement,
  SyntaxKind.ForInStatement,
  SyntaxKind.ForOfStatement,
  SyntaxKind.WhileStatement,
  SyntaxKind.DoStatement,
  SyntaxKind.TryStatement,
  SyntaxKind.WithStatement,
  SyntaxKind.LabeledStatement,
  SyntaxKind.ClassDeclaration,
  SyntaxKind.ClassExpression,
]);

/** The source of a node on one line, shortened, for messages. */
export function excerpt(cx: Context, node: Node): string {
  const text = cx.program.text(node).replace(/\s+/g, " ");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Counts a step; true once there were too many. */
export function exhausted(cx: Context): boolean {
  return ++cx.steps > STEP_LIMIT;
}

/** Lets what is left to do after a mistake come to an end soon. */
export function hasten(cx: Context): void {
  cx.steps = Math.max(cx.steps, STEP_LIMIT - STEPS_AFTER_MISTAKE);
}

/** Reports what does not end, unless that may only follow from another mistake. */
export function failEndless(cx: Context, node: Node): Poison {
  return cx.failed ? poison : fail(cx, node, messages.endless({ text: excerpt(cx, node) }));
}

/** The file that a node stands in. */
export function fileOf(node: Node): SourceFile {
  let at = node;
  while (at.kind !== SyntaxKind.SourceFile) at = at.parent;
  return at as SourceFile;
}
