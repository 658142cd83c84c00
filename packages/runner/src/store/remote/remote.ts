/** Where artifacts of one scheme are. */
export interface Remote {
  /**
   * Gets what lies at the URI, whole or not at all.
   *
   * @param into absolute path of a folder that is there; the file or folder in it takes its name from the URI
   * @returns absolute path of the file or folder: in that folder, or its own where it is on this machine already
   * @throws RemoteError where it cannot be had; the signal's reason where that aborts
   */
  fetch(uri: string, into: string, signal: AbortSignal): Promise<string>;
  /**
   * Stores a file or a folder at the URI, in place of what is there.
   *
   * @throws RemoteError where it cannot be stored; the signal's reason where that aborts
   */
  put(path: string, uri: string, signal: AbortSignal): Promise<void>;
  /**
   * Whether something could be stored below the URI, as far as that is known beforehand: who waits for hours wants to know it first.
   *
   * @throws RemoteError if not
   */
  check(uri: string): Promise<void>;
}

/** In one sentence, why something cannot be fetched or stored, and what to do. It holds no credentials. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
}
