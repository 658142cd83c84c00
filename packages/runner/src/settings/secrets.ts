import { isKey } from "./names.ts";
import { refuse } from "./problem.ts";

/** What stands in for the cluster's secrets and config maps. */
export interface Vault {
  /** Values by `name/key`. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The file that they came from, as the user calls it; missing where there is none. */
  readonly secretsFile?: string | undefined;
}

export type Kind = "secret" | "config map";

/** A value; undefined where it may be absent, and is. */
export function lookUp({ secrets, ...vault }: Vault, kind: Kind, name: string, key: string, optional: boolean): string | undefined {
  const value = secrets.get(`${name}/${key}`);
  if (value !== undefined || optional) return value;
  return refuse(`the ${kind} \`${name}\` has no key \`${key}\` on this machine; add the line \`${name}/${key}=VALUE\` to ${file(vault)}`);
}

/** All keys of a secret or a config map with their values. */
export function entriesOf({ secrets, ...vault }: Vault, kind: Kind, name: string, optional: boolean): (readonly [string, string])[] {
  const prefix = `${name}/`;
  const entries = [...secrets].flatMap(([path, value]) => (path.startsWith(prefix) ? [[path.slice(prefix.length), value] as const] : []));
  for (const [key] of entries)
    if (!isKey(key)) refuse(`${JSON.stringify(key)} cannot be a key of the ${kind} \`${name}\`: it is no name of a file`);
  if (entries.length > 0 || optional) return entries;
  return refuse(`the ${kind} \`${name}\` is not on this machine; add a line \`${name}/KEY=VALUE\` for each of its keys to ${file(vault)}`);
}

function file({ secretsFile }: Omit<Vault, "secrets">): string {
  return secretsFile === undefined
    ? "a file, and name that with `--secrets FILE` or as `secretsFile` in `typeline.config.ts`"
    : `\`${secretsFile}\``;
}
