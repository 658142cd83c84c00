import type { Template } from "../manifest.ts";
import { shortHash } from "../names.ts";

/** Texts at least this long are worth a place of their own. Characters. */
const worthSharing = 1024;

/**
 * What several containers repeat in their commands, such as the bundle of a component that is called with different settings, is stored once, as a parameter
 * of the workflow. Only texts that Argo passes on as they are: base64 is one.
 *
 * @returns the parameters
 */
export function shareBundles(templates: readonly Template[]): { name: string; value: string }[] {
  const uses = new Map<string, number>();
  for (const text of textsOf(templates)) uses.set(text, (uses.get(text) ?? 0) + 1);
  const shared = new Map<string, string>();
  for (const [text, count] of uses) if (count > 1) shared.set(text, `typeline--bundle-${shortHash(text)}`);
  const replaced = (text: string) => {
    const name = shared.get(text);
    return name === undefined ? text : `{{workflow.parameters.${name}}}`;
  };
  for (const { container } of templates) {
    if (container?.command) container.command = container.command.map(replaced);
    for (const variable of container?.env ?? []) if (variable.value !== undefined) variable.value = replaced(variable.value);
  }
  return [...shared].map(([value, name]) => ({ name, value }));
}

function textsOf(templates: readonly Template[]): string[] {
  return templates
    .flatMap(({ container }) => [...(container?.command ?? []), ...(container?.env ?? []).flatMap(({ value }) => value ?? [])])
    .filter((text) => text.length >= worthSharing && /^[A-Za-z0-9+/=]+$/.test(text));
}
