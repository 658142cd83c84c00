import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { PipelineContainerSpec, TypelineExecutor } from "@typeline/ir";

/** The variable of a container that carries its bundle's source map: `SOURCE_MAP` of the compiler. */
export const SOURCE_MAP = "TYPELINE_SOURCE_MAP";

/** A component in TypeScript, on this machine. */
export interface BundleFile {
  readonly digest: string;
  /** Absolute path; its source map is beside it, `.map` added. */
  readonly file: string;
}

/**
 * The bundle that a command carries, written to a file: only where the document says that the executor is ours, and the digest that it says is
 * the bundle's. One that needs packages of npm is not among these: its command installs them.
 *
 * @param folder absolute path
 */
export function bundleOf(
  { command = [], env = [] }: PipelineContainerSpec,
  note: TypelineExecutor | undefined,
  folder: string,
): BundleFile | undefined {
  if (note?.kind !== "node" || note.bundle === undefined || command[0] !== "node") return undefined;
  const operands = command.slice(command.indexOf("-e") + 2);
  if (operands.some((word) => word.startsWith("npm:"))) return undefined;
  const text = unpacked(operands.join(""));
  if (text === undefined || createHash("sha256").update(text).digest("hex") !== note.bundle) return undefined;
  const file = join(folder, `${note.bundle}.mjs`);
  mkdirSync(folder, { recursive: true });
  const map = env.find(({ name }) => name === SOURCE_MAP)?.value;
  if (map !== undefined) writeWhole(`${file}.map`, Buffer.from(map, "base64"));
  writeWhole(file, text);
  return { digest: note.bundle, file };
}

function unpacked(base64: string): Buffer | undefined {
  try {
    return gunzipSync(Buffer.from(base64, "base64"));
  } catch {
    return undefined;
  }
}

function writeWhole(path: string, content: Uint8Array): void {
  if (existsSync(path)) return;
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}
