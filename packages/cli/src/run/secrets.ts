import { relativePath } from "@typeline/diagnostics";
import { UsageError } from "../errors.ts";
import { readIfExists } from "../files.ts";

/**
 * Reads what stands in for the cluster's secrets and config maps.
 *
 * @param file absolute path
 * @returns values by `name/key`
 * @throws UsageError where the file is missing or a line makes no sense; a value is never shown
 */
export function readSecrets(file: string, cwd: string): Map<string, string> {
  const shown = relativePath(file, cwd);
  const text = readSecretText(file, shown);
  const secrets = new Map<string, string>();
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([^\s=/]+\/[^\s=]+)\s*=\s*(.*?)\s*$/.exec(line);
    const value = match && unquote(match[2]!);
    if (match === null || value === undefined)
      throw new UsageError(
        `\`${shown}:${index + 1}\` is no secret: write \`name/key=value\`, the value in quotes where it has spaces at its ends.`,
      );
    secrets.set(match[1]!, value!);
  }
  return secrets;
}

function readSecretText(file: string, shown: string): string {
  try {
    const text = readIfExists(file);
    if (text !== undefined) return text;
  } catch (error) {
    throw new UsageError(`the secrets in \`${shown}\` cannot be read: ${(error as Error).message}`);
  }
  throw new UsageError(`there is no file of secrets \`${shown}\`.`);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** As `.env` files have it: `'…'` as it stands, `"…"` with `\n` and the like, anything else up to ` #`. `undefined` for a quote without end. */
function unquote(text: string): string | undefined {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.replace(/(?:^|\s+)#.*$/, "");
  const match = /^(?:'([^']*)'|"((?:\\.|[^"\\])*)")\s*(?:#.*)?$/.exec(text);
  if (match === null) return undefined;
  return match[1] ?? match[2]!.replaceAll(/\\(.)/g, (all, letter: string) => escapes[letter] ?? all);
}
