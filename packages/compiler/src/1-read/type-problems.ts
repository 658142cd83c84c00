import { diagnose, type Location, type Message, type Report } from "@typeline/diagnostics";

/** What is talked about in messages on a type, and where to point. */
export interface Place {
  /** As the author would write it: `cfg.layers[].at`. */
  readonly path: string;
  /** The declaration of the property in own code, else the component's name. Found when there is a problem. */
  readonly locate: () => Location | undefined;
}

/** Reports each mistake once, however many components share the type that has it. */
export class TypeProblems {
  readonly #seen = new Set<string>();

  add(report: Report, place: Place, message: Message): undefined {
    const location = place.locate();
    const key = JSON.stringify([message.code, location ?? message.message]);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    report(diagnose(message, location));
  }
}

/** What to write instead of a type that JSON does not have. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ["Date", "Pass an ISO 8601 string: `date.toISOString()`."],
  ["Map", "Pass an object, as `Record<string, T>`: `Object.fromEntries(map)`; or a list of pairs: `[...map]`."],
  ["ReadonlyMap", "Pass an object, as `Record<string, T>`: `Object.fromEntries(map)`; or a list of pairs: `[...map]`."],
  ["Set", "Pass a list: `[...set]`."],
  ["ReadonlySet", "Pass a list: `[...set]`."],
  ["RegExp", "Pass its source as a string: `pattern.source`."],
  ["URL", "Pass it as a string: `url.href`."],
  ["Error", "Pass its message as a string: `error.message`."],
  ["Buffer", "Pass bytes as an artifact: `Artifact.bytes(buffer)`."],
  ["Uint8Array", "Pass bytes as an artifact: `Artifact.bytes(array)`."],
  ["bigint", "Pass a `number`, or a string: `String(value)`."],
  ["symbol", "Pass a string."],
  ["function", "Leave it out: only data travels between tasks. A component can import the function."],
  ["object", "Name its properties, or write `Record<string, T>`."],
  ["undefined", "Leave it out, or write `null` in an object or list."],
  ["never", "Give it the type of its values."],
]);

/** Help for a type that cannot travel, by its name. */
export function insteadOf(name: string): string {
  return INSTEAD.get(name) ?? "Pass a plain object with the data that matters: strings, numbers, booleans, lists and objects.";
}
