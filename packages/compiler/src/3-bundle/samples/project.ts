import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@typeline/diagnostics";
import type { Program } from "../../1-read/program.ts";
import { openProgram } from "../../1-read/reader.ts";
import {
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  type Node,
  SyntaxKind,
  type VariableDeclaration,
} from "../../1-read/syntax.ts";
import type { Bundle, Entry } from "../bundle.ts";
import { bundle } from "../bundler.ts";
import { inline } from "../deliver.ts";

/** A project of the author's, in a folder of its own; removed by `close`. */
export interface Project {
  readonly root: string;
  readonly program: Program;
  /** One entry for each `component(…)` and `compute(…)` of the files, named after its variable or its place; in source order. */
  readonly entries: readonly Entry[];
  close(): void;
}

export type Files = Readonly<Record<string, string>>;

const PACKAGES = fileURLToPath(new URL("../../../../../node_modules/@typeline", import.meta.url));
const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    types: [],
  },
  include: ["**/*.ts", "**/*.mts"],
});

/** Writes the files beside a `package.json`, a `tsconfig.json` and our packages, and opens those that hold TypeScript. */
export function openProject(files: Files, root = realpathSync(mkdtempSync(join(tmpdir(), "bundle-")))): Project {
  const all: Files = { "package.json": '{ "type": "module" }', "tsconfig.json": TSCONFIG, ...files };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  mkdirSync(join(root, "node_modules"), { recursive: true });
  symlinkSync(PACKAGES, join(root, "node_modules/@typeline"));
  const sources = Object.keys(files).filter((path) => /\.m?ts$/.test(path) && !path.includes("node_modules") && !path.endsWith(".d.ts"));
  const paths = sources.map((path) => join(root, path));
  const program = openProgram({ cwd: root, files: paths }, (diagnostic) => expectNothing([diagnostic]));
  if (!program) throw new Error("the project cannot be opened");
  const close = (): void => {
    program.close();
    rmSync(root, { recursive: true, force: true });
  };
  return { root, program, entries: paths.flatMap((path) => entriesIn(program.file(path)!)), close };
}

function entriesIn(file: Node): Entry[] {
  const entries: Entry[] = [];
  const visit = (node: Node): void => {
    if (isCallExpression(node)) {
      const callee = isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const kind = isIdentifier(callee) ? callee.text : "";
      const fn = node.arguments[0];
      if ((kind === "component" || kind === "compute") && fn) entries.push(entryOf(kind, nameOf(node) ?? `${kind}-${entries.length}`, fn));
    }
    node.forEachChild(visit);
  };
  visit(file);
  return entries;
}

function nameOf({ parent }: Node): string | undefined {
  if (parent.kind !== SyntaxKind.VariableDeclaration) return undefined;
  const { name } = parent as VariableDeclaration;
  return isIdentifier(name) ? name.text : undefined;
}

/** An entry without captures, inputs and outputs. */
export function entryOf(kind: Entry["kind"], name: string, fn: Node): Entry {
  const runtime = { name, inputs: { type: "object", properties: {}, required: [] }, artifacts: {}, outputs: [], bare: false, env: [] };
  return { kind, name, fn, captures: [], external: [], interface: runtime };
}

/** An entry by its name. */
export function entry(project: Project, name: string): Entry {
  const found = project.entries.find((one) => one.name === name);
  if (!found) throw new Error(`no component is named ${name}`);
  return found;
}

export function expectNothing(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
}

/** Bundles entries that nothing is wrong with. */
export async function bundleAll(project: Project, entries: readonly Entry[] = project.entries): Promise<Bundle[]> {
  const diagnostics: Diagnostic[] = [];
  const bundles = await bundle(project.program, entries, (diagnostic) => diagnostics.push(diagnostic));
  expectNothing(diagnostics);
  return bundles.map((one) => one!);
}

/** Opens a project, bundles the component of each name, and closes it. */
export async function bundleFiles<Name extends string>(files: Files, ...names: Name[]): Promise<Record<Name, Bundle>> {
  const project = openProject(files);
  try {
    const entries = names.map((name) => entry(project, name));
    const bundles = await bundleAll(project, entries);
    return Object.fromEntries(names.map((name, index) => [name, bundles[index]!])) as Record<Name, Bundle>;
  } finally {
    project.close();
  }
}

/** Runs a bundle as KFP's launcher does: the words of its command, with `{{$}}` filled in, and no shell. */
export function run(
  one: Bundle,
  { executorInput = {}, node = process.execPath, packages = [] as string[], env = {} as Record<string, string> } = {},
) {
  const { command, args, env: own } = inline(one, { packages, args: [] });
  const words = [...command.slice(1), ...args.map((arg) => arg.replace("{{$}}", JSON.stringify(executorInput)))];
  const { stdout, stderr, status } = spawnSync(node, words, {
    encoding: "utf8",
    cwd: "/",
    env: { PATH: process.env["PATH"] ?? "", ...Object.fromEntries(own.map(({ name, value }) => [name, value])), ...env },
  });
  return { stdout, stderr, status };
}
