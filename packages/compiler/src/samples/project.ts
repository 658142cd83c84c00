import { join } from "node:path";
import type { Json } from "@typeline/runtime";
import { TSCONFIG, temporaryProject } from "../1-read/samples/temporary-project.ts";
import { type Compilation, type CompileOptions, compile } from "../index.ts";

/** Compiles `pipeline.ts` of a project made of these files. The folder is gone after the test. */
export async function compileFiles(
  files: Readonly<Record<string, string>>,
  options: Partial<CompileOptions> = {},
): Promise<Compilation & { root: string }> {
  const root = temporaryProject({ "tsconfig.json": TSCONFIG, ...files });
  return { root, ...(await compile({ cwd: root, sources: [{ path: "pipeline.ts" }], env: {}, ...options })) };
}

/** The diagnostics of a compilation as one line each: code, place, message. */
export function brief({ diagnostics, root }: Compilation & { root: string }): string[] {
  return diagnostics.map(({ code, location, message }) => {
    const place = location ? ` ${location.file.replace(join(root, "/"), "")}:${location.line}` : "";
    return `${code}${place} ${message.split("\n")[0]}`;
  });
}

/** Every text inside a value, keys of objects too. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value as { [key: string]: Json }).flatMap(([key, item]) => [
    ...(Array.isArray(value) ? [] : [key]),
    ...textsIn(item),
  ]);
}
