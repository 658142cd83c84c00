/** The cookies of a log-in, by host: what `fetch` has none of. */
export class CookieJar {
  readonly #hosts = new Map<string, Map<string, string>>();

  /** Takes what an answer sets; an empty or outdated cookie is dropped. */
  take(url: string, response: Response, now: number): void {
    const { host } = new URL(url);
    const cookies = this.#hosts.get(host) ?? new Map<string, string>();
    this.#hosts.set(host, cookies);
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split(";");
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      const [name, value] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
      if (value === "" || attributes.some((attribute) => isPast(attribute, now))) cookies.delete(name);
      else cookies.set(name, value);
    }
  }

  /** The `Cookie` header for a URL, empty where there is nothing to send. */
  header(url: string): string {
    return [...(this.#hosts.get(new URL(url).host) ?? [])].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  values(): string[] {
    return [...this.#hosts.values()].flatMap((cookies) => [...cookies.values()]);
  }
}

function isPast(attribute: string, now: number): boolean {
  const [name = "", value = ""] = attribute.split("=").map((part) => part.trim());
  if (name.toLowerCase() === "max-age") return Number(value) <= 0;
  return name.toLowerCase() === "expires" && Date.parse(value) <= now;
}
