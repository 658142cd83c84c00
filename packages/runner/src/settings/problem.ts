/** The settings cannot be honoured, for a reason that the user can do something about. Thrown within this folder only. */
export class SettingsProblem extends Error {}

export function refuse(message: string): never {
  throw new SettingsProblem(message);
}

/** The value, or the message of the {@link SettingsProblem} that came instead. */
export function orError<T extends object>(make: () => T): T | { readonly error: string } {
  try {
    return make();
  } catch (error) {
    if (error instanceof SettingsProblem) return { error: error.message };
    throw error;
  }
}
