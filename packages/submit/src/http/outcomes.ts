import { isSubmitError } from "./error.ts";

/** What was asked for; `undefined` where it does not exist. */
export function found<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (isSubmitError(error, "gone")) return undefined;
    throw error;
  });
}

/** What was asked for; `undefined` where the service does not give it, whatever the reason: of what is shown, but not needed. */
export function given<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (isSubmitError(error)) return undefined;
    throw error;
  });
}
