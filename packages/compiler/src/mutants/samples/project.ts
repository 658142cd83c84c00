import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { openProgram } from "../../1-read/reader.ts";
import { TSCONFIG } from "../../1-read/samples/temporary-project.ts";
import { type Anatomy, anatomyOf } from "./anatomy.ts";
import { type Original, REPOSITORY } from "./originals.ts";

/** A copy of the originals' folders, in which mutants stand beside their originals and import what these import. Gone after the test. */
export function copyOf(files: readonly Original[]): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "typeline-mutants-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const folder of new Set(files.map(({ path }) => dirname(path))))
    cpSync(join(REPOSITORY, folder), join(root, folder), { recursive: true, filter: (path) => !/node_modules|tsconfig\.json$/.test(path) });
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  const { compilerOptions } = JSON.parse(TSCONFIG);
  const config = {
    compilerOptions: { ...compilerOptions, types: ["node"], moduleDetection: "force" },
    include: ["**/pipeline.ts", "**/mutant-*.ts"],
  };
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify(config));
  return root;
}

/** Each original, taken apart. */
export function anatomies(root: string, files: readonly Original[]): readonly Anatomy[] {
  const paths = files.map(({ path }) => join(root, path));
  const program = openProgram({ cwd: root, files: paths }, (diagnostic) => {
    throw new Error(diagnostic.message);
  })!;
  try {
    return paths.map((path) => anatomyOf(program.file(path)!));
  } finally {
    program.close();
  }
}
