import { TaskFailure } from "../engine/task-failure.ts";
import type { Values } from "../values.ts";

/** From this length on a secret is looked for inside of texts; a shorter one is only recognised alone. */
const LONG = 6;

/**
 * Outputs are kept in the run's journal and record, where everyone can read them.
 *
 * @throws TaskFailure for one that holds the value of a secret
 */
export function refuseSecrets({ parameters, artifacts }: Values, secrets: ReadonlyMap<string, string> | undefined): void {
  if (secrets === undefined || secrets.size === 0) return;
  for (const [name, value] of parameters) refuse(value, `its output "${name}"`, secrets);
  for (const [name, list] of artifacts) for (const { metadata } of list) refuse(metadata, `the metadata of its output "${name}"`, secrets);
}

function refuse(value: unknown, what: string, secrets: ReadonlyMap<string, string>): void {
  if (typeof value === "string") {
    for (const [key, secret] of secrets)
      if (secret !== "" && (value === secret || (secret.length >= LONG && value.includes(secret))))
        throw new TaskFailure(`${what} holds the secret ${key}: outputs are stored where everyone can read them`);
  } else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) refuse(one, what, secrets);
}
