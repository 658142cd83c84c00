import { SubmitError } from "./http/error.ts";

/**
 * An address as a client needs it: with a scheme, without `/`, query or fragment at its end. Without a scheme it is HTTPS, but for this
 * machine itself.
 *
 * @throws SubmitError
 */
export function endpointOf(text: string): string {
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/.test(text);
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isHere ? "http" : "https"}://${text}`;
  let url: URL;
  try {
    url = new URL(full);
  } catch {
    throw new SubmitError("address", "wrong address: `--endpoint` is no URL.");
  }
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new SubmitError("address", `wrong address: \`--endpoint\` is no address of HTTP, but of ${url.protocol}`);
  if (url.username !== "" || url.password !== "")
    throw new SubmitError(
      "auth",
      "`--endpoint` holds a user or a password, which would be seen by everyone: give them in the environment.",
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}
