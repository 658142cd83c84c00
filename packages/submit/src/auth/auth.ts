/** How a client shows who it is. */
export interface Auth {
  /** In words, without the secret: `the token of FILE`. */
  readonly identity: string;
  /** The headers as a dry run shows them, which asks for nothing: secrets masked. */
  readonly shown: Readonly<Record<string, string>>;
  /** The headers of a request. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /** Called where the service did not accept them. Resolves to whether there is something new to show. */
  renew?(): Promise<boolean>;
}

/** For services that ask nobody: a port that was forwarded, a proxy that logs in by itself. */
export const anonymous: Auth = { identity: "a request without credentials", shown: {}, headers: async () => ({}) };
