import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../../../../../", import.meta.url));

/** A pipeline file of the repository. */
export interface Original {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  /** It is the sample of a mistake. */
  readonly isWrong: boolean;
}

/** Pipelines as people write them, with control flow and without; and those of every mistake that we know. */
export function originals(): Original[] {
  const inside = (folder: string): string[] => readdirSync(join(REPOSITORY, folder)).map((name) => join(folder, name, "pipeline.ts"));
  return ["examples", "conformance/twins", "packages/compiler/samples", "packages/compiler/samples/kfp"]
    .flatMap(inside)
    .filter((path) => existsSync(join(REPOSITORY, path)))
    .sort()
    .map((path) => ({
      path,
      text: readFileSync(join(REPOSITORY, path), "utf8"),
      isWrong: existsSync(join(REPOSITORY, dirname(path), "expected-errors.txt")),
    }));
}
