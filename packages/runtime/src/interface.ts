import type { Json } from "./assembly.ts";

/** What the runtime has to know of a component. The compiler bakes it into the bundle, so a change of it changes the digest. */
export interface RuntimeInterface {
  /** The component's name, for messages. */
  readonly name: string;
  /**
   * JSON Schema of the declared parameter inputs, as one object with `properties` and `required`. Understood: `type`, `properties`, `required`,
   * `additionalProperties`, `items`, `prefixItems`, `minItems`, `enum`, `const`, `pattern`, `anyOf`, and `$ref` to its own `$defs`.
   */
  readonly inputs: Json;
  /** Names of the declared inputs of type `TaskStatus`. */
  readonly statuses?: readonly string[];
  /** The declared artifact inputs, by name. */
  readonly artifacts: Readonly<Record<string, ArtifactInput>>;
  /** Names of the declared outputs. */
  readonly outputs: readonly string[];
  /** The function's result is the output named `Output`. */
  readonly bare: boolean;
  /** Names of the declared environment variables. */
  readonly env: readonly string[];
  /** Those of {@link env} that may be unset. */
  readonly optionalEnv?: readonly string[];
}

export interface ArtifactInput {
  /** A list of artifacts: the engine's form of a list with one item is that of the item. */
  readonly list?: boolean;
  readonly optional?: boolean;
}
