import { createHash, randomBytes } from "node:crypto";

/** The first 12 hexadecimal digits of a text's SHA-256: enough to tell apart what one project makes. */
export function shortDigest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/**
 * What tells one submission from another: twice the same never makes two runs.
 *
 * @param given of the user, who may repeat it after a failure; else it is random
 */
export function requestKey(given: string | undefined): string {
  return given === undefined ? randomBytes(6).toString("hex") : shortDigest(given);
}

/** A name for Kubernetes and for Vertex AI: letters of a–z, digits and `-`, a letter first, of at most `longest` characters. */
export function engineName(pipeline: string, key: string, longest: number): string {
  const start = /^[a-z]/.test(pipeline) ? pipeline : `p-${pipeline}`;
  return `${start.slice(0, longest - key.length - 1).replace(/-+$/, "")}-${key}`;
}
