import { type ConditionInputs, conditionCode } from "../expressions/condition.ts";
import { valueCode, type Wire } from "../wire/wire.ts";

/** An input artifact of a task: where its bytes are, and what is known of it. */
export interface GivenArtifact {
  readonly from: string | undefined;
  readonly meta: Wire;
}

/** The inputs of one task, as its component takes them. */
export interface Given {
  readonly parameters: ReadonlyMap<string, Wire>;
  readonly artifacts: ReadonlyMap<string, GivenArtifact>;
  /** Parameters that may turn out to have no value. */
  readonly uncertain: ReadonlySet<string>;
}

/**
 * The condition of a task over what the task is given, as an expression.
 *
 * @throws Untranslatable
 */
export function whenCode(condition: string, given: Given): string {
  const inputs: ConditionInputs = {
    parameter(name) {
      const value = given.parameters.get(name);
      if (value === undefined || (value.kind === "constant" && value.value === null)) return undefined;
      if (value.kind === "constant") return { code: valueCode(value), kind: "unknown", present: "true" };
      const { code } = value;
      // What is absent cannot be read: no text at all is no JSON.
      const read = given.uncertain.has(name) ? `fromJSON(${code} == "null" ? "" : ${code})` : valueCode(value);
      return { code: read, kind: "unknown", present: `(${code} != "null")` };
    },
    artifact(name) {
      const value = given.artifacts.get(name)?.meta;
      return value === undefined || value.kind === "constant" ? undefined : { code: valueCode(value), kind: "map" };
    },
  };
  return conditionCode(condition, inputs);
}
