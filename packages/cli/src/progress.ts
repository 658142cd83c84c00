import { relativePath } from "@typeline/diagnostics";
import { formatBytes } from "./outputs.ts";

/** `dist/training.yaml  6 tasks, 12.3 kB`, with a line end. */
export function progressLine(file: { path: string; tasks: number; bytes: number; written?: boolean }, cwd: string): string {
  const tasks = `${file.tasks} task${file.tasks === 1 ? "" : "s"}`;
  return `${relativePath(file.path, cwd)}  ${tasks}, ${formatBytes(file.bytes)}${file.written ? "" : ", unchanged"}\n`;
}
