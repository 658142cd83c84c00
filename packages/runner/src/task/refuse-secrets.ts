import { TaskFailure } from "../engine/task-failure.ts";
import type { Values } from "../values.ts";

/** From this length on a secret is looked for inside of texts; a shorter one is only recognised alone. */
const LONG = 6;
/** What the run's store makes of an artifact. */
const STORED = /\/artifacts\/(?:[0-9a-f]{64}|none)\/[^/]*$/;

/**
 * Outputs are kept in the run's journal and record, where everyone can read them.
 *
 * @throws TaskFailure for one that holds the value of a secret
 */
export function refuseSecrets({ parameters, artifacts }: Values, secrets: ReadonlyMap<string, string> | undefined): void {
  if (secrets === undefined || secrets.size === 0) return;
  for (const [name, value] of parameters) refuse(value, `its output "${name}"`, secrets);
  for (const [name, list] of artifacts)
    for (const { metadata, uri = "", name: told = name } of list) {
      refuse(metadata, `the metadata of its output "${name}"`, secrets);
      // Paths that we have given tell nothing.
      if (!STORED.test(uri)) refuse(uri, `the URI of its output "${name}"`, secrets);
      if (told !== name) refuse(told, `the name of its output "${name}"`, secrets);
    }
}

function refuse(value: unknown, what: string, secrets: ReadonlyMap<string, string>): void {
  if (typeof value === "object" && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      if (!Array.isArray(value)) refuse(key, what, secrets);
      refuse(one, what, secrets);
    }
    return;
  }
  const text = String(value);
  for (const [key, secret] of secrets)
    if (secret !== "" && (text === secret || (secret.length >= LONG && text.includes(secret))))
      throw new TaskFailure(`${what} holds the secret ${key}: outputs are stored where everyone can read them`);
}
