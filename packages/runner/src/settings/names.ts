/** A DNS subdomain, which is what Kubernetes takes as the name of a claim, a secret or a config map. */
const NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What Kubernetes takes as a key of a secret or a config map; it is the name of a file where they are volumes. */
const KEY = /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

export function isKubernetesName(name: string): boolean {
  return NAME.test(name);
}

export function isKey(key: string): boolean {
  return KEY.test(key);
}

/** Why a text is no name of a claim, secret or config map: `"A/b" is not the name of a claim: …`. */
export function nameProblem(what: string, name: string): string | undefined {
  if (isKubernetesName(name)) return undefined;
  return `${JSON.stringify(name)} is not the name of ${what}: Kubernetes takes lower-case letters, digits, \`-\` and \`.\``;
}
