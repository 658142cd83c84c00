import { type FileHandle, open } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { RemoteError } from "./remote.ts";

/** A server's answer: bytes of a file, from some byte on. */
export interface Part {
  /** Index of the first byte; 0 where the server sends the whole file, whatever was asked for. */
  readonly from: number;
  /** Bytes of the whole file, where the server says. */
  readonly size?: number | undefined;
  /** What names exactly this content, where the server has such a thing: a strong ETag. */
  readonly tag?: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Asks for a file, from byte `from` on if it is still the one that `tag` names, else whole.
 *
 * @throws Transient where asking again may help
 */
export type Ask = (from: number, tag: string | undefined, signal: AbortSignal) => Promise<Part>;

/** A failure that may be over soon. */
export class Transient extends Error {
  override readonly name = "Transient";
  /** Seconds that the server wants us to wait. */
  readonly after: number | undefined;
  constructor(message: string, after?: number) {
    super(message);
    this.after = after;
  }
}

/** Attempts in a row that bring nothing new. */
const ATTEMPTS = 5;
/** Seconds. */
const FIRST_DELAY = 0.2;
/** Seconds: a server that wants us to wait longer is as good as down. */
const LONGEST_DELAY = 60;

/**
 * Writes a file from a server, trying again where the server or the connection fails, from where it broke off if the server can.
 *
 * @param what as messages call it
 * @param path of a file that is not there
 * @param delay seconds before the second attempt; each further one waits twice as long
 */
export async function download(what: string, path: string, ask: Ask, signal: AbortSignal, delay = FIRST_DELAY): Promise<void> {
  const file = await open(path, "wx").catch((error: Error) => {
    throw new RemoteError(`${what} cannot be stored: ${error.message}`);
  });
  try {
    const state: State = { file, what, done: 0, tag: undefined };
    for (let [failures, most] = [0, 0]; ; ) {
      try {
        return await receive(state, ask, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Transient)) throw error;
        failures = state.done > most ? 1 : failures + 1;
        most = Math.max(most, state.done);
        if (failures >= ATTEMPTS) throw new RemoteError(`${what} cannot be fetched, after ${ATTEMPTS} attempts: ${error.message}`);
        await sleep(1000 * Math.min(error.after ?? delay * 2 ** (failures - 1), LONGEST_DELAY), undefined, { signal });
      }
    }
  } finally {
    await file.close();
  }
}

interface State {
  readonly file: FileHandle;
  readonly what: string;
  /** Bytes written. */
  done: number;
  tag: string | undefined;
}

/** One attempt: goes on after what is there, or starts again. */
async function receive(state: State, ask: Ask, signal: AbortSignal): Promise<void> {
  const part = await ask(state.tag === undefined ? 0 : state.done, state.tag, signal);
  if (part.from !== state.done) {
    if (part.from !== 0)
      throw new RemoteError(`${state.what} cannot be fetched: the server sent bytes from ${part.from} on, not from ${state.done}`);
    await state.file.truncate(0);
    state.done = 0;
  }
  state.tag = part.tag;
  for await (const bytes of transient(part.body)) {
    await write(state, bytes);
    if (part.size !== undefined && state.done > part.size)
      throw new Transient(`it sent more than the ${part.size} bytes that it announced`);
  }
  signal.throwIfAborted();
  if (part.size !== undefined && state.done !== part.size)
    throw new Transient(`the connection ended after ${state.done} of ${part.size} bytes`);
}

/** What breaks while it is read is the connection's failure; what breaks where it is written is not. */
async function* transient(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await chunks.next().catch((error: Error) => {
        throw new Transient(`the connection broke: ${causeOf(error)}`);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.()?.catch(() => undefined);
  }
}

async function write(state: State, bytes: Uint8Array): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await state.file.write(bytes, from, bytes.length - from, state.done).catch((error: Error) => {
      throw new RemoteError(`${state.what} cannot be stored: ${error.message}`);
    });
    from += bytesWritten;
    state.done += bytesWritten;
  }
}

/** `fetch` says `fetch failed` or `terminated`, and why is its cause. */
export function causeOf(error: unknown): string {
  const cause = (error as Error).cause;
  if (cause instanceof AggregateError && cause.errors.length > 0) return causeOf(cause.errors[0]);
  return cause instanceof Error ? causeOf(cause) : (error as Error).message;
}
