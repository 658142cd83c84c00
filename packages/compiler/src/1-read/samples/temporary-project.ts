import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Diagnostic } from "@typeline/diagnostics";
import { onTestFinished } from "vitest";
import type { Interface } from "../../types/value-type.ts";
import type { Program } from "../program.ts";
import { openProgram } from "../reader.ts";
import { type CallExpression, isCallExpression, type Node } from "../syntax.ts";

const DSL = fileURLToPath(new URL("../../../../dsl", import.meta.url));

/** The settings of a project as `typeline init` would write them. */
export const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: "es2023",
    lib: ["es2023"],
    types: [],
    module: "esnext",
    moduleResolution: "bundler",
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    noEmit: true,
    strict: true,
    skipLibCheck: true,
  },
});

/** Writes files to a folder of their own, with `@typeline/dsl` installed; both are gone after the test. Gives the folder. */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "typeline-read-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "node_modules/@typeline"), { recursive: true });
  symlinkSync(DSL, join(root, "node_modules/@typeline/dsl"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

export interface Opened {
  readonly root: string;
  readonly program: Program;
  /** What was reported so far. */
  readonly diagnostics: Diagnostic[];
}

/** Opens some of a project's files; by default those at its top. */
export function openFiles(
  files: Readonly<Record<string, string>>,
  entries = Object.keys(files).filter((path) => /^\w+\.ts$/.test(path)),
): Opened {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG, ...files });
  const diagnostics: Diagnostic[] = [];
  const program = openProgram({ cwd: root, files: entries.map((path) => join(root, path)) }, (diagnostic) => diagnostics.push(diagnostic));
  if (!program) throw new Error(JSON.stringify(diagnostics));
  onTestFinished(() => program.close());
  return { root, program, diagnostics };
}

/** Every node of a file that a test holds for, in source order. */
export function nodesOf(program: Program, path: string, wanted: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (wanted(node)) found.push(node);
    node.forEachChild(visit);
  };
  visit(program.file(path)!);
  return found;
}

const MAKERS = /^(?:\w+\.)?(?:component|container|python|pipeline)$/;

/** The interfaces of all components and pipelines of a module `c.ts` that imports the whole language, and the problems found, each with the text that it points at. */
export function readInterfaces(source: string): { interfaces: readonly (Interface | undefined)[]; problems: string[] } {
  const { program, root, diagnostics } = openFiles({ "c.ts": `${IMPORTS}\n${source}` });
  const path = join(root, "c.ts");
  const errors = program.typeErrors([path]);
  if (errors.length > 0) throw new Error(errors.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  const calls = nodesOf(program, path, (node) => isCallExpression(node) && MAKERS.test((node as CallExpression).expression.getText()));
  const interfaces = program.interfacesOf(calls, (diagnostic) => diagnostics.push(diagnostic));
  const lines = source.split("\n");
  const problems = diagnostics.map(({ code, message, location }) => {
    const { line, column, endColumn } = location!;
    return `${code} at ${lines[line - 2]?.slice(column - 1, endColumn - 1)}: ${message}`;
  });
  return { interfaces, problems };
}

const IMPORTS = `import { component, container, pipeline, artifact, Artifact, Dataset, Model, Metrics, HTML, type Int, type Memory, type TaskStatus } from "@typeline/dsl";`;
