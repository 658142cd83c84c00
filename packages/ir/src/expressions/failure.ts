/** Why an expression has no value. {@link CelFailure.unsupported} tells what cel-go knows and we do not from what cel-go refuses too. */
export class CelFailure extends Error {
  readonly unsupported: boolean;

  constructor(message: string, unsupported = false) {
    super(message);
    this.unsupported = unsupported;
  }
}

/** @throws CelFailure of an operator or function that is given values of the wrong types. */
export function noOverload(name: string, ...types: string[]): never {
  throw new CelFailure(`${name} has no meaning for ${types.join(" and ")}`);
}
