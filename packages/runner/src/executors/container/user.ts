import type { SecurityContext } from "@typeline/ir";

/**
 * What `--user` says for a security context: `65534`, `65534:0`; undefined where it is the image's own user.
 *
 * @param imageUser the image's `USER`: `app`, `1000:1000`, empty for root
 */
export function userFor({ runAsUser, runAsGroup }: SecurityContext, imageUser: string): string | undefined {
  if (runAsUser === undefined && runAsGroup === undefined) return undefined;
  const user = String(runAsUser ?? (imageUser.split(":")[0] || 0));
  return runAsGroup === undefined ? user : `${user}:${runAsGroup}`;
}

/** Whether a user of containers is root. */
export function isRoot(user: string): boolean {
  return /^(?:|0|root)(?::|$)/.test(user);
}

/** What Kubernetes refuses: root, where the context says that it must not be. */
export function refuseRoot(context: SecurityContext | undefined, image: string, imageUser: string): string | undefined {
  if (context?.runAsNonRoot !== true || !isRoot(userFor(context, imageUser) ?? imageUser)) return undefined;
  return `its security context says \`runAsNonRoot\`, and the image \`${image}\` runs as root; set \`runAsUser\` too`;
}
