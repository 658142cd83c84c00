import { node } from "./node.ts";

let folder: string | undefined;
let count = 0;

/**
 * A path of its own in this process's temporary folder: nothing is there yet, its parent is. The folder is removed when the
 * process ends.
 *
 * @param label - the end of its name
 */
export function temporaryPath(label: string): string {
  const { join } = node("path");
  if (folder === undefined) {
    const { mkdtempSync, rmSync } = node("fs");
    const made = mkdtempSync(join(node("os").tmpdir(), "typeline-"));
    node("process").once("exit", () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return join(folder, `${++count}-${label.replace(/[^\w.-]/g, "_")}`);
}
