import { readFileSync } from "node:fs";
import { SubmitError } from "../http/error.ts";
import { MASK, type Secrets } from "../http/secrets.ts";
import type { Auth } from "./auth.ts";

const shown = { authorization: `Bearer ${MASK}` };

/** A token that is given once and for all. */
export function bearerToken(token: string, from: string, secrets: Secrets): Auth {
  secrets.add(token.trim());
  return { identity: `the token of ${from}`, shown, headers: async () => ({ authorization: `Bearer ${token.trim()}` }) };
}

/** A file that holds a token, such as a service account's in a pod. Kubernetes writes it anew while it is used, so each request reads it. */
export function tokenFile(path: string, secrets: Secrets): Auth {
  let last: string | undefined;
  const read = (): string => {
    try {
      last = secrets.add(readFileSync(path, "utf8").trim());
    } catch (error) {
      throw new SubmitError("auth", `not logged in: the token file ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    return last;
  };
  return {
    identity: `the token of ${path}`,
    shown,
    headers: async () => ({ authorization: `Bearer ${read()}` }),
    renew: async () => {
      const before = last;
      return read() !== before;
    },
  };
}

/** A token that is asked for when it is needed, and again when it has run out. */
export interface FreshToken {
  readonly token: string;
  /** Milliseconds since 1970; it is asked for again a minute before. */
  readonly expires?: number | undefined;
}

/** Tokens of a source that gives new ones. */
export function renewingToken(identity: string, fetchToken: () => Promise<FreshToken>, now: () => number, secrets: Secrets): Auth {
  let current: Promise<FreshToken> | undefined;
  const get = async (): Promise<string> => {
    current ??= fetchToken();
    try {
      const { token, expires } = await current;
      secrets.add(token);
      if (expires === undefined || expires - 60_000 > now()) return token;
    } catch (error) {
      current = undefined;
      throw error;
    }
    current = fetchToken();
    return secrets.add((await current).token);
  };
  return {
    identity,
    shown,
    headers: async () => ({ authorization: `Bearer ${await get()}` }),
    renew: async () => {
      const before = await get();
      current = undefined;
      return (await get()) !== before;
    },
  };
}
