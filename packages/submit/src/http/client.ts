import type { Auth } from "../auth/auth.ts";
import { type Body, encodeBody } from "./body.ts";
import { backoff, type Clock, realClock, retryAfter } from "./clock.ts";
import { isSubmitError, SubmitError } from "./error.ts";
import { type Circumstances, explainAnswer, explainFailure, explainPage } from "./explain.ts";
import type { Secrets } from "./secrets.ts";
import { type Send, sendByFetch } from "./send.ts";

/** One request to a service. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the client's base, without a leading `/`; its parts are encoded already. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Body | undefined;
  /** What it is for, to stand after `cannot`: `create the run`. */
  readonly what: string;
  /** JSON where left out. */
  readonly answer?: "json" | "text" | undefined;
  /** What a `--dry-run` takes for the answer. */
  readonly dry?: unknown;
  /**
   * Whether it may be sent again when nobody knows if it arrived. Where left out, that is so for all but `POST`, whose callers look first
   * whether it had its effect: {@link createOnce}.
   */
  readonly again?: boolean | undefined;
}

/** What a client is made of. */
export interface ClientOptions {
  /** The service's address, without `/` at its end. */
  readonly base: string;
  /** In words: `Kubeflow Pipelines`. */
  readonly service: string;
  readonly auth: Auth;
  readonly secrets: Secrets;
  readonly namespace?: string | undefined;
  readonly send?: Send | undefined;
  readonly clock?: Clock | undefined;
  /** Gets each request of a dry run, which is then not sent. */
  readonly dryRun?: ((request: DryRequest) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A request that was not sent, as it would be. */
export interface DryRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Body | undefined;
}

/** How often a request is tried in all. */
const tries = 5;

/** An upload over a slow line takes its time; anything else that takes longer will not come. */
const timeout = 120_000;

/** Speaks to one service: shows who asks, waits where it is told to, tries again what may be tried again, and explains what went wrong. */
export class Client {
  readonly options: ClientOptions;
  readonly clock: Clock;
  readonly #send: Send;
  #hasAnswered = false;

  constructor(options: ClientOptions) {
    this.options = options;
    this.clock = options.clock ?? realClock;
    this.#send = options.send ?? sendByFetch;
  }

  /** Whether requests are only shown. */
  get isDry(): boolean {
    return this.options.dryRun !== undefined;
  }

  /** @throws SubmitError */
  async json<T>(call: Call): Promise<T> {
    const text = await this.text(call);
    if (text === "") return {} as T;
    try {
      return JSON.parse(text) as T;
    } catch {
      throw explainPage(undefined, this.#circumstances(call));
    }
  }

  /** @throws SubmitError */
  async text(call: Call): Promise<string> {
    if (this.options.dryRun) {
      this.options.dryRun(await this.#request(call));
      return call.dry === undefined ? "" : JSON.stringify(call.dry);
    }
    for (let tried = 1; ; tried += 1) {
      const outcome = await this.#try(call);
      if ("text" in outcome) return outcome.text;
      if (tried === tries || !outcome.again) throw outcome.error;
      await this.clock.sleep(outcome.error.wait ?? backoff(tried), this.options.signal);
    }
  }

  async #try(call: Call): Promise<{ text: string } | { error: SubmitError; again: boolean }> {
    const repeatable = call.again ?? call.method !== "POST";
    let response: Response;
    let text: string;
    try {
      response = await this.#answer(call);
      text = await response.text();
    } catch (error) {
      if (isSubmitError(error)) return { error, again: false };
      this.options.signal?.throwIfAborted();
      const explained = this.#masked(explainFailure(error, this.#circumstances(call)));
      // An address that has answered before is right: the service is only starting anew, and a refused connection had no effect.
      const isPassing = explained.kind === "server" || (this.#hasAnswered && explained.kind === "address");
      return { error: explained, again: isPassing && (repeatable || !explained.mayHaveArrived) };
    }
    this.#hasAnswered = true;
    const { status, headers } = response;
    if (status >= 200 && status < 300 && !isPage(call, headers)) return { text };
    const wait = retryAfter(headers.get("retry-after"), this.clock.now());
    const error = this.#masked(
      status < 300 || (status < 400 && headers.has("location"))
        ? explainPage(headers.get("location") ?? undefined, this.#circumstances(call))
        : explainAnswer(status, this.options.secrets.mask(text), this.#circumstances(call)),
      wait,
    );
    return { error, again: status === 429 || (status >= 500 && status !== 501 && repeatable) };
  }

  /** The answer; where it asks who is there, the one after the client has logged in anew. */
  async #answer(call: Call): Promise<Response> {
    const first = await this.#sendOnce(call);
    if (!asksToLogIn(first, call) || !(await this.options.auth.renew?.())) return first;
    await first.body?.cancel();
    return this.#sendOnce(call);
  }

  async #sendOnce(call: Call): Promise<Response> {
    const { method, url, headers, body } = await this.#request(call);
    const limit = AbortSignal.timeout(timeout);
    const signal = this.options.signal === undefined ? limit : AbortSignal.any([limit, this.options.signal]);
    return this.#send({ method, url, headers, body: body && encodeBody(body), signal });
  }

  async #request({ method, path, query = {}, headers, body, answer }: Call): Promise<DryRequest> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
    const search = given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
    return {
      method,
      url: `${this.options.base}/${path}${search}`,
      headers: {
        accept: answer === "text" ? "*/*" : "application/json",
        ...headers,
        ...(this.isDry ? this.options.auth.shown : await this.options.auth.headers()),
      },
      ...(body && { body }),
    };
  }

  #circumstances({ what, path }: Call): Circumstances {
    const { base, service, auth, namespace } = this.options;
    return { what, url: `${base}/${path}`, service, identity: auth.identity, namespace };
  }

  #masked(error: SubmitError, wait?: number): SubmitError {
    // Not its cause: that may hold what was sent.
    return new SubmitError(error.kind, this.options.secrets.mask(error.message), { mayHaveArrived: error.mayHaveArrived, wait });
  }
}

function asksToLogIn({ status, headers }: Response, call: Call): boolean {
  // oauth2-proxy shows its page to log in with a 403.
  return (
    status === 401 ||
    (status === 403 && isPage(call, headers)) ||
    (status >= 300 && status < 400 && headers.has("location")) ||
    (status < 300 && isPage(call, headers))
  );
}

function isPage({ answer }: Call, headers: Headers): boolean {
  return answer !== "text" && /^text\/html\b/.test(headers.get("content-type") ?? "");
}

/**
 * Creates something that must not be there twice. Where nobody knows whether the request arrived, or where the service says that it is
 * there already, it is looked for before anything is sent again.
 *
 * @param find what was created, where it is there
 * @throws SubmitError
 */
export async function createOnce<T>(client: Client, create: () => Promise<T>, find: () => Promise<T | undefined>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await create();
    } catch (error) {
      if (!isSubmitError(error) || !(error.mayHaveArrived || error.kind === "conflict")) throw error;
      const found = await find();
      if (found !== undefined) return found;
      if (tried === tries || error.kind === "conflict") throw error;
      await client.clock.sleep(error.wait ?? backoff(tried), client.options.signal);
    }
  }
}
