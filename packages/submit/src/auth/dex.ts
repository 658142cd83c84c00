import type { Clock } from "../http/clock.ts";
import { SubmitError } from "../http/error.ts";
import { MASK, type Secrets } from "../http/secrets.ts";
import { type Send, sendByFetch } from "../http/send.ts";
import type { Auth } from "./auth.ts";
import { CookieJar } from "./cookies.ts";

/** Who logs in to a Kubeflow that is guarded by Dex, through oauth2-proxy or the older `authservice`. */
export interface DexLogin {
  /** The service's address, without `/` at its end. */
  readonly base: string;
  readonly username: string;
  readonly password: string;
  /** Dex's connector: where it looks for users. */
  readonly connector?: "local" | "ldap" | undefined;
}

/** More steps than these are a circle. */
const longestWay = 15;

/**
 * Logs in as a browser does: follows the way to Dex's form, fills it in, and keeps the cookies that it is given on the way back. Cookies run
 * out: {@link Auth.renew} goes the way again.
 */
export function dexLogin(login: DexLogin, secrets: Secrets, clock: Clock, send: Send = sendByFetch): Auth {
  secrets.add(login.password);
  const identity = `the user \`${login.username}\``;
  let jar: Promise<CookieJar> | undefined;
  const logIn = async (): Promise<CookieJar> => {
    const cookies = await walk(login, identity, clock, send);
    for (const value of cookies.values()) secrets.add(value);
    return cookies;
  };
  const get = (): Promise<CookieJar> => {
    jar ??= logIn();
    // Of a log-in that failed, nothing is kept: the next request tries anew.
    jar.catch(() => {
      jar = undefined;
    });
    return jar;
  };
  return {
    identity,
    shown: { cookie: MASK },
    headers: async () => {
      const cookie = (await get()).header(login.base);
      return cookie === "" ? {} : { cookie };
    },
    renew: async () => {
      jar = undefined;
      return (await get()).header(login.base) !== "";
    },
  };
}

interface Step {
  readonly url: string;
  readonly form?: Readonly<Record<string, string>>;
}

async function walk(
  { base, username, password, connector = "local" }: DexLogin,
  identity: string,
  clock: Clock,
  send: Send,
): Promise<CookieJar> {
  const jar = new CookieJar();
  const home = new URL(base);
  let step: Step = { url: `${base}/` };
  let hasAskedToStart = false;
  let hasFilledIn = false;
  for (let steps = 0; steps < longestWay; steps += 1) {
    const { url } = step;
    const response = await visit(step, jar, clock, send);
    const location = response.headers.get("location");
    await response.body?.cancel();
    if (response.status >= 300 && response.status < 400 && location !== null) {
      step = { url: toConnector(new URL(location, url), connector) };
      continue;
    }
    const { host, pathname } = new URL(url);
    if (/\/login$/.test(pathname)) {
      if (hasFilledIn) throw new SubmitError("auth", `not logged in: ${host} does not accept ${identity}, or the password.`);
      hasFilledIn = true;
      if (home.protocol === "https:" && !url.startsWith("https:"))
        throw new SubmitError("auth", `not logged in: the way to log in leads to ${host}, without TLS, where the password would be seen.`);
      step = { url, form: { login: username, password } };
    } else if (/\/approval$/.test(pathname)) step = { url, form: { approval: "approve" } };
    else if (/\/auth$/.test(pathname) && toConnector(new URL(url), connector) !== url) step = { url: toConnector(new URL(url), connector) };
    else if ((response.status === 401 || response.status === 403) && !hasAskedToStart && host === home.host) {
      // oauth2-proxy shows a button in place of a redirect.
      hasAskedToStart = true;
      step = { url: `${home.origin}/oauth2/start?rd=${encodeURIComponent(home.pathname)}` };
    } else if (host === home.host && (hasFilledIn || response.status < 400)) {
      // Whoever is let in unasked needs no cookie.
      return jar;
    } else
      throw new SubmitError(
        "auth",
        `not logged in: the way to log in ends at ${new URL(url).origin}${pathname} (${response.status}), where there is no form of Dex.`,
      );
  }
  throw new SubmitError("auth", `not logged in: the way to log in at ${home.origin} goes round in a circle.`);
}

async function visit({ url, form }: Step, jar: CookieJar, clock: Clock, send: Send): Promise<Response> {
  const cookie = jar.header(url);
  const body = form && { type: "application/x-www-form-urlencoded", bytes: Buffer.from(new URLSearchParams(form).toString()) };
  const response = await send({
    method: form ? "POST" : "GET",
    url,
    headers: { accept: "text/html", ...(cookie !== "" && { cookie }) },
    body,
    signal: AbortSignal.timeout(60_000),
  });
  jar.take(url, response, clock.now());
  return response;
}

/** Dex asks at `…/auth` where to look for the user; at `…/auth/local` it knows. */
function toConnector(url: URL, connector: string): string {
  if (/\/auth$/.test(url.pathname)) url.pathname += `/${connector}`;
  return url.href;
}
