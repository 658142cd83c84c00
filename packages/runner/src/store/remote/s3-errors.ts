import { causeOf } from "./download.ts";
import { RemoteError } from "./remote.ts";

/** Runs something and says what its failure means for the user. */
export async function explained<T>(what: string, signal: AbortSignal, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof RemoteError) throw error;
    throw new RemoteError(`${what}: ${reasonOf(error as SdkError)}`);
  }
}

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const REASONS: Readonly<Record<string, string>> = {
  CredentialsProviderError: "there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
  NoSuchBucket: "there is no such bucket",
  AccessDenied: "the credentials do not allow it (AccessDenied)",
  InvalidAccessKeyId: "the server does not know the access key (InvalidAccessKeyId)",
  SignatureDoesNotMatch: "the secret key is wrong (SignatureDoesNotMatch)",
};

function reasonOf(error: SdkError): string {
  const known = Object.hasOwn(REASONS, error.name) ? REASONS[error.name] : undefined;
  if (known !== undefined) return known;
  if (error.message === "Region is missing") return "no region is set; set AWS_REGION";
  const status = error.$metadata?.httpStatusCode;
  if (status === undefined) return causeOf(error);
  // An answer that is no XML has no name of ours, and the SDK's message is about its parser.
  if (/^(?:Error|SyntaxError|Unknown(?:Error)?|\d+)$/.test(error.name)) return `the server answered ${status}`;
  return `the server answered ${status} (${error.name}${error.message === "" || error.message === error.name ? "" : `: ${error.message}`})`;
}

/** Whether the server says that there is no such object. */
export const isMissing = (error: unknown): boolean => (error as Error).name === "NoSuchKey" || (error as Error).name === "NotFound";
