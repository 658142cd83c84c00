import type { API } from "typescript/unstable/sync";

/** The part of TypeScript's client that it does not publish: a pipe to its process, whose answers come in the order of the requests. */
interface Channel {
  readonly child: { readonly stdout: { readonly _handle?: { readStop?(): void } } | null };
  writeTuple(type: number, method: Uint8Array, payload: string | Uint8Array): void;
  /** Waits for an answer. */
  readTuple(): void;
}

/** A request's method and parameters, just as the client will send them. */
type Request = readonly [method: string, parameters: unknown];

const REQUEST = 1;

/**
 * Sends requests before their answers are wanted, so that TypeScript works while we do other things. Whoever asks then asks the client as ever: where
 * that is about to send the next of these requests, it is sent already. Where it is about to send another, their answers are thrown away, so that a wrong
 * guess costs time and nothing else.
 */
export function sendAhead(api: API, requests: readonly Request[]): void {
  const { channel } = (api as unknown as { readonly client?: { readonly channel?: Partial<Channel> } }).client ?? {};
  if (!isChannel(channel) || !leaveToClient(channel)) return;
  const write = channel.writeTuple.bind(channel);
  const sent = requests.map(([method, parameters]) => ({ method: Buffer.from(method), payload: JSON.stringify(parameters) }));
  for (const { method, payload } of sent) write(REQUEST, method, payload);
  channel.writeTuple = (type, method, payload) => {
    const next = sent.shift();
    const isSent = next?.method.equals(method) && next.payload === payload;
    if (!isSent) for (const _unwanted of next ? [next, ...sent.splice(0)] : []) channel.readTuple();
    if (sent.length === 0) channel.writeTuple = write;
    if (!isSent) write(type, method, payload);
  };
}

function isChannel(channel: Partial<Channel> | undefined): channel is Channel {
  return typeof channel?.writeTuple === "function" && typeof channel.readTuple === "function" && channel.child !== undefined;
}

/**
 * Node reads what a child writes as soon as it comes and nothing else is to do. The client reads the pipe by itself, and would wait for ever for what Node
 * took: without requests sent ahead nothing comes before it reads. On Windows it has a pipe that Node knows nothing of.
 *
 * @returns whether Node does not read
 */
function leaveToClient({ child: { stdout } }: Channel): boolean {
  if (stdout === null) return true;
  stdout._handle?.readStop?.();
  return stdout._handle?.readStop !== undefined;
}
