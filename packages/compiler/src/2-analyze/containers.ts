import { messages } from "@typeline/diagnostics";
import type { Node } from "../1-read/syntax.ts";
import type { Interface } from "../types/value-type.ts";
import { defaultsOf } from "./components.ts";
import { type Context, fail } from "./context.ts";
import { apply } from "./functions.ts";
import { artifactOf } from "./regions.ts";
import { type Fn, isPoisoned, kindOf, type Meaning, Placeholder, Poison, PresenceChoice, poison, Rec } from "./values.ts";

/** What a container runs: text with KFP's placeholders in it. */
export interface ContainerSpec {
  /** None: that of TypeScript components. */
  readonly image: string | undefined;
  readonly command: readonly Argument[];
  readonly args: readonly Argument[];
  readonly env: ReadonlyMap<string, string>;
}
/** Text, or arguments that depend on whether an optional input is given. */
export type Argument = string | { readonly input: string; readonly given: readonly string[]; readonly absent: readonly string[] };

/** Reads the function of `container(…)`: its inputs and outputs are placeholders. */
export function readContainer(cx: Context, fn: Fn, iface: Interface, node: Node): ContainerSpec | undefined {
  const defaults = defaultsOf(cx, fn, iface);
  const inputs = new Rec(
    iface.inputs.map((port) => [
      port.name,
      inputPlaceholder(port.name, artifactOf(port.type) !== undefined, port.optional && !defaults.has(port.name)),
    ]),
  );
  const outputs = new Rec(iface.outputs.map((port) => [port.name, outputPlaceholder(port.name, artifactOf(port.type) !== undefined)]));
  const spec = apply(cx, fn, [inputs, iface.bare ? outputs.fields.get("Output") : outputs], undefined);
  if (isPoisoned(spec)) return undefined;
  if (!(spec instanceof Rec)) {
    fail(cx, node, messages.containerSpec({ kind: kindOf(spec) }));
    return undefined;
  }
  const image = textOf(spec.fields.get("image"));
  const lists = [spec.fields.get("command"), spec.fields.get("args") ?? []].map((list) => argumentsOf(cx, list, node));
  if (lists.some((list) => list instanceof Poison)) return undefined;
  const [command, args] = lists as (Argument[] | undefined)[];
  const env = spec.fields.get("env");
  if (image === undefined || !command || command.length === 0 || !args) {
    fail(cx, node, messages.containerSpec({ kind: "an object without `image` or `command`" }));
    return undefined;
  }
  const variables = env instanceof Rec ? [...env.fields].filter(([, value]) => value !== undefined) : [];
  return { image, command, args, env: new Map(variables.map(([name, value]) => [name, textOf(value) ?? ""])) };
}

function inputPlaceholder(name: string, artifact: boolean, optional: boolean): Meaning {
  if (!artifact) return new Placeholder(`{{$.inputs.parameters['${name}']}}`, optional ? name : undefined);
  return new Rec(["path", "uri"].map((part) => [part, new Placeholder(`{{$.inputs.artifacts['${name}'].${part}}}`)]));
}

function outputPlaceholder(name: string, artifact: boolean): Meaning {
  if (!artifact) return new Rec([["path", new Placeholder(`{{$.outputs.parameters['${name}'].output_file}}`)]]);
  return new Rec(["path", "uri"].map((part) => [part, new Placeholder(`{{$.outputs.artifacts['${name}'].${part}}}`)]));
}

function textOf(meaning: Meaning): string | undefined {
  if (meaning instanceof Placeholder) return meaning.text;
  return ["string", "number", "boolean"].includes(typeof meaning) ? String(meaning) : undefined;
}

/** The words of a command; `undefined` if it is no list. */
function argumentsOf(cx: Context, meaning: Meaning, node: Node): Argument[] | Poison | undefined {
  if (!Array.isArray(meaning)) return undefined;
  const result: Argument[] = [];
  for (const item of meaning) {
    const text = textOf(item);
    if (text !== undefined) result.push(text);
    else if (item instanceof PresenceChoice) {
      const [given, absent] = [plainArguments(item.given), plainArguments(item.absent)];
      if (!given || !absent) return fail(cx, node, messages.containerArgument({ kind: "a choice within a choice" }));
      result.push({ input: item.input, given, absent });
    } else {
      return isPoisoned(item) ? poison : fail(cx, node, messages.containerArgument({ kind: kindOf(item) }));
    }
  }
  return result;
}

/** The arm of a presence test: one argument or a list of them. */
function plainArguments(meaning: Meaning): string[] | undefined {
  const items = meaning === undefined ? [] : Array.isArray(meaning) ? meaning : [meaning];
  const texts = items.map(textOf);
  return texts.includes(undefined) ? undefined : (texts as string[]);
}
