/** What a masked secret looks like. */
export const MASK = "***";

/** Texts that must never be shown. Everything that is printed or thrown goes through {@link Secrets.mask}. */
export class Secrets {
  readonly #values = new Set<string>();

  /** Notes a secret, and the forms in which it travels. Returns it. */
  add(secret: string): string {
    // One or two letters are in every text, and no secret.
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString("base64")])
      if (form.length > 2) this.#values.add(form);
    return secret;
  }

  /** The text, each secret in it replaced; so is what a URL says before its `@`. */
  mask(text: string): string {
    let masked = text;
    // The longest first: a secret may begin with another.
    for (const value of [...this.#values].sort((a, b) => b.length - a.length)) masked = masked.replaceAll(value, MASK);
    return masked.replaceAll(/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@]+@/gi, `$1${MASK}@`);
  }
}
