import { isPythonOnly, kfpFiles } from "./documents.mjs";
import { files } from "./files.mjs";

const NOT_PYTHON = "its command is a container's, and kfp's SubprocessRunner takes Python functions alone";

/** Why a file's outputs are not compared with those of kfp's local runner; undefined if they are. */
export const aloneBecause = (/** @type {string} */ file) => files[file]?.alone ?? (isPythonOnly(file) ? undefined : NOT_PYTHON);

/** The table of `docs/conformance.md`: every file, what it does on this machine, and what kfp's local runner says to that. */
export function table() {
  const rows = kfpFiles().map((file) => [`\`${file}\``, verdictOf(file), comparedOf(file)]);
  return [["file", "on this machine", "against kfp's local runner"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function verdictOf(/** @type {string} */ file) {
  const { cannot, fails, because, note } = files[file] ?? {};
  if (cannot !== undefined) return `does not run: ${cannot}`;
  if (fails !== undefined) return `fails at \`${fails}\`${because === undefined ? ", as it should" : `: ${because}`}`;
  return note === undefined ? "succeeds" : `succeeds, ${note}`;
}

function comparedOf(/** @type {string} */ file) {
  if (files[file]?.cannot !== undefined) return "–";
  const alone = aloneBecause(file);
  return alone === undefined ? "the same" : alone === NOT_PYTHON ? "– (container)" : `– ${alone}`;
}
