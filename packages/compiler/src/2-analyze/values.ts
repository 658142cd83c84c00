import type { Json } from "@typeline/runtime";
import type { Node, SourceFile } from "../1-read/syntax.ts";
import type { ValueType } from "../types/value-type.ts";
import type { Component } from "./components.ts";
import { Fields } from "./fields.ts";
import type { Pipeline } from "./pipelines.ts";
import type { LoopNode, RegionNode, Value } from "./regions.ts";
import type { Scope } from "./scope.ts";

/**
 * What an expression of the source means to the interpreter. Known values are JavaScript's own: primitives, arrays, `Map`s and `Set`s, and
 * {@link Rec} for objects; they may hold symbolic ones. Everything else is one of the classes below.
 */
export type Meaning =
  | undefined
  | null
  | boolean
  | number
  | string
  | bigint
  | Meaning[]
  | Map<Meaning, Meaning>
  | Set<Meaning>
  | Rec
  | Sym
  | TaskRef
  | Fn
  | Builtin
  | ComponentRef
  | PipelineRef
  | ArtifactClass
  | DslName
  | LibraryName
  | GlobalName
  | ModuleRef
  | Placeholder
  | PresenceTest
  | PresenceChoice
  | Gathered
  | Spread
  | Bounded
  | Missing
  | Poison;

/** An object that the source made: keys in JavaScript's order, none of them special. */
export class Rec {
  readonly fields: Map<string, Meaning>;
  constructor(fields: Iterable<readonly [string, Meaning]> = []) {
    this.fields = new Fields(fields);
  }
}

/** A value that only a run knows. */
export class Sym {
  readonly value: Value;
  readonly type: ValueType;
  /** How the source speaks of it, for messages. */
  readonly node: Node;
  constructor(value: Value, type: ValueType, node: Node) {
    this.value = value;
    this.type = type;
    this.node = node;
  }
}

/** What a call of a component with named outputs, or with none, gives; or one of several such calls. */
export class TaskRef {
  /** What has to be over if this is. */
  readonly of: readonly RegionNode[];
  readonly outputs: ReadonlyMap<string, Meaning>;
  constructor(of: readonly RegionNode[], outputs: ReadonlyMap<string, Meaning>) {
    this.of = of;
    this.outputs = outputs;
  }
}

/** A function of the source, with the scope that it closes over. */
export class Fn {
  readonly node: Node;
  readonly scope: Scope;
  readonly name: string;
  constructor(node: Node, scope: Scope, name: string) {
    this.node = node;
    this.scope = scope;
    this.name = name;
  }
}

/** A function of JavaScript that may run while compiling. It is given meanings and the call's node. */
export class Builtin {
  readonly name: string;
  readonly call: (args: Meaning[], node: Node) => Meaning;
  constructor(name: string, call: (args: Meaning[], node: Node) => Meaning) {
    this.name = name;
    this.call = call;
  }
}

export class ComponentRef {
  readonly component: Component;
  constructor(component: Component) {
    this.component = component;
  }
}

export class PipelineRef {
  readonly pipeline: Pipeline;
  constructor(pipeline: Pipeline) {
    this.pipeline = pipeline;
  }
}

/** `Dataset`, or a class that extends `artifact("…")`. */
export class ArtifactClass {
  readonly node: Node;
  readonly name: string;
  constructor(node: Node, name: string) {
    this.node = node;
    this.name = name;
  }
}

/** A function of `@typeline/dsl`. */
export class DslName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Something of an npm package or of Node: it cannot run while compiling. */
export class LibraryName {
  readonly module: string;
  readonly name: string;
  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }
}

/** `Math`, `console`, `process`: a global object, or a path into one (`process.env`). */
export class GlobalName {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** `import * as ns`: its members are a module's exports. */
export class ModuleRef {
  readonly file: SourceFile;
  constructor(file: SourceFile) {
    this.file = file;
  }
}

/** In a container's command: text that the engine fills in. */
export class Placeholder {
  readonly text: string;
  /** The optional input that it is the value of. */
  readonly optionalInput: string | undefined;
  constructor(text: string, optionalInput?: string) {
    this.text = text;
    this.optionalInput = optionalInput;
  }
}

/** In a container's command: whether an optional input is given. */
export class PresenceTest {
  readonly input: string;
  readonly negated: boolean;
  constructor(input: string, negated = false) {
    this.input = input;
    this.negated = negated;
  }
}

/** In a container's command: one thing if an optional input is given, another if not. */
export class PresenceChoice {
  readonly input: string;
  readonly given: Meaning;
  readonly absent: Meaning;
  constructor(input: string, given: Meaning, absent: Meaning) {
    this.input = input;
    this.given = given;
    this.absent = absent;
  }
}

/** A list of what the iterations of a loop give: `xs.map((x) => train({ x }))`. */
export class Gathered {
  readonly loop: LoopNode;
  /** What one iteration gives. */
  readonly element: Meaning;
  /** How many iterations there are, where that is known. */
  readonly length: number | undefined;
  readonly #collect: (gathered: Gathered) => Meaning;
  #list: Meaning;
  constructor(loop: LoopNode, element: Meaning, length: number | undefined, collect: (gathered: Gathered) => Meaning) {
    this.loop = loop;
    this.element = element;
    this.length = length;
    this.#collect = collect;
  }

  /** The same loop, with something else of each iteration. */
  of(element: Meaning): Gathered {
    return new Gathered(this.loop, element, this.length, this.#collect);
  }

  /** The list as one value, if an iteration gives one. What is wrong with it is reported when it is first asked for. */
  list(): Meaning {
    this.#list ??= this.#collect(this);
    return this.#list;
  }
}

/** In a list: all that a loop has pushed to it. */
export class Spread {
  readonly gathered: Gathered;
  constructor(gathered: Gathered) {
    this.gathered = gathered;
  }
}

/** `parallel(items, { limit })`: a list whose iterations do not all run at once. */
export class Bounded {
  readonly items: Meaning;
  readonly limit: number;
  constructor(items: Meaning, limit: number) {
    this.items = items;
    this.limit = limit;
  }
}

/** A value that only some ways through the pipeline give. Reading it is an error that shows why. */
export class Missing {
  /** After "it": "is only given where `flag` holds". */
  readonly why: string;
  readonly at: Node | undefined;
  constructor(why: string, at: Node | undefined) {
    this.why = why;
    this.at = at;
  }
}

/** A variable that several ways through the pipeline leave with different values: joined when it is read. */
export class Pending {
  readonly #join: () => Meaning;
  #joined: { readonly meaning: Meaning } | undefined;
  constructor(join: () => Meaning) {
    this.#join = join;
  }

  resolve(): Meaning {
    this.#joined ??= { meaning: this.#join() };
    return this.#joined.meaning;
  }
}

/** Outputs of one of several tasks, each joined when it is read: what nobody reads needs no task that hands it on. */
export class PendingOutputs extends Map<string, Meaning> {
  readonly #pending: ReadonlyMap<string, Pending>;
  constructor(joins: readonly (readonly [string, () => Meaning])[]) {
    super(joins.map(([name]) => [name, undefined]));
    this.#pending = new Map(joins.map(([name, join]) => [name, new Pending(join)]));
  }

  override get(name: string): Meaning {
    return this.#pending.get(name)?.resolve();
  }

  override *entries(): MapIterator<[string, Meaning]> {
    for (const name of this.keys()) yield [name, this.get(name)];
  }

  override *values(): MapIterator<Meaning> {
    for (const name of this.keys()) yield this.get(name);
  }

  override [Symbol.iterator](): MapIterator<[string, Meaning]> {
    return this.entries();
  }
}

export function resolved(meaning: Meaning | Pending): Meaning {
  return meaning instanceof Pending ? meaning.resolve() : meaning;
}

/** What is left of something that has been reported: it spreads without a further word. */
export class Poison {}
export const poison = new Poison();

/** Whether nothing in it is symbolic or special: it could be printed as JSON (with `undefined`s). */
export function isKnown(meaning: Meaning): boolean {
  if (meaning === null || typeof meaning !== "object") return true;
  if (Array.isArray(meaning)) return meaning.every(isKnown);
  if (meaning instanceof Rec) return [...meaning.fields.values()].every(isKnown);
  return false;
}

/** Whether something in it has been reported already. */
export function isPoisoned(meaning: Meaning): boolean {
  if (meaning instanceof Poison) return true;
  if (meaning instanceof Gathered) return isPoisoned(meaning.element);
  if (Array.isArray(meaning)) return meaning.some(isPoisoned);
  if (meaning instanceof Rec) return [...meaning.fields.values()].some(isPoisoned);
  return false;
}

/** Whether it holds a symbolic value. */
export function isSymbolic(meaning: Meaning): boolean {
  if (meaning instanceof Sym || meaning instanceof TaskRef || meaning instanceof Gathered) return true;
  if (meaning instanceof Spread) return true;
  if (meaning instanceof Bounded) return isSymbolic(meaning.items);
  if (Array.isArray(meaning)) return meaning.some(isSymbolic);
  if (meaning instanceof Rec) return [...meaning.fields.values()].some(isSymbolic);
  return false;
}

/** A known meaning as JSON; fields that are `undefined` are left out, as `JSON.stringify` does. `undefined` where JSON has no word for it. */
export function toJson(meaning: Meaning): Json | undefined {
  if (meaning === null || typeof meaning === "string" || typeof meaning === "boolean") return meaning;
  if (typeof meaning === "number") return Number.isFinite(meaning) ? meaning : undefined;
  if (Array.isArray(meaning)) {
    const items = meaning.map((item) => (item === undefined ? null : toJson(item)));
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (!(meaning instanceof Rec)) return undefined;
  const entries: [string, Json][] = [];
  for (const [key, value] of meaning.fields) {
    if (value === undefined) continue;
    const json = toJson(value);
    if (json === undefined) return undefined;
    entries.push([key, json]);
  }
  return record(entries);
}

/** JSON as a meaning. */
export function fromJson(json: unknown): Meaning {
  if (Array.isArray(json)) return json.map(fromJson);
  if (json !== null && typeof json === "object") return new Rec(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
  return json as Meaning;
}

/** An object with any keys, `__proto__` among them. */
export function record<T>(entries: Iterable<readonly [string, T]>): { [key: string]: T } {
  const object: { [key: string]: T } = {};
  for (const [key, value] of entries)
    if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
    else object[key] = value;
  return object;
}

/** What kind of thing it is, for messages: "a task", "a component". */
export function kindOf(meaning: Meaning): string {
  if (meaning === undefined) return "`undefined`";
  if (meaning === null) return "`null`";
  if (meaning instanceof Sym) return "a value that only a run knows";
  if (meaning instanceof TaskRef) return "a task";
  if (meaning instanceof Fn || meaning instanceof Builtin) return "a function";
  if (meaning instanceof ComponentRef) return "a component";
  if (meaning instanceof PipelineRef) return "a pipeline";
  if (meaning instanceof ArtifactClass) return "an artifact class";
  if (meaning instanceof DslName || meaning instanceof LibraryName || meaning instanceof GlobalName) return `\`${meaning.name}\``;
  if (Array.isArray(meaning)) return "a list";
  if (meaning instanceof ModuleRef) return "a module";
  if (meaning instanceof Placeholder || meaning instanceof PresenceChoice) return "a placeholder";
  if (meaning instanceof PresenceTest) return "a test of presence";
  if (meaning instanceof Map) return "a `Map`";
  if (meaning instanceof Set) return "a `Set`";
  if (meaning instanceof Rec) return "an object";
  if (meaning instanceof Gathered || meaning instanceof Bounded || meaning instanceof Spread) return "a list";
  if (meaning instanceof Missing) return `something that ${meaning.why}`;
  return `a ${typeof meaning}`;
}

/** What a value that the source put together has for a type, as a component's input. */
export function typeOf(meaning: Meaning): ValueType | undefined {
  if (meaning instanceof Sym) return meaning.type;
  if (meaning instanceof Gathered) return typeOf(meaning.list());
  if (meaning === null) return { kind: "null" };
  if (typeof meaning === "string") return { kind: "string" };
  if (typeof meaning === "number") return { kind: "number", integer: false };
  if (typeof meaning === "boolean") return { kind: "boolean" };
  if (Array.isArray(meaning)) {
    const types = meaning.map((item) => (item instanceof Spread ? elementOf(typeOf(item.gathered)) : typeOf(item)));
    if (types.includes(undefined)) return undefined;
    const elements = types as ValueType[];
    const first = elements[0];
    if (first?.kind === "artifact" && elements.every((type) => type.kind === "artifact")) return { kind: "artifacts", of: first };
    return { kind: "list", element: unionOf(elements) };
  }
  if (!(meaning instanceof Rec)) return undefined;
  const fields = new Map();
  for (const [key, value] of meaning.fields) {
    if (value === undefined) continue;
    const type = typeOf(value);
    if (!type) return undefined;
    fields.set(key, { type, optional: false });
  }
  return { kind: "struct", fields };
}

/** The type of a list's elements. */
function elementOf(type: ValueType | undefined): ValueType | undefined {
  if (type?.kind === "artifacts") return type.of;
  return type?.kind === "list" ? type.element : undefined;
}

/** The type of one of several values. */
export function unionOf(types: readonly ValueType[]): ValueType {
  const distinct = [...new Map(types.map((type) => [JSON.stringify(type, mapsAsEntries), type])).values()];
  if (distinct.length === 1) return distinct[0]!;
  if (distinct.length > 0 && distinct.every((type) => type.kind === "number"))
    return { kind: "number", integer: distinct.every((type) => type.integer) };
  if (distinct.length > 0 && distinct.every((type) => type.kind === "string")) return { kind: "string" };
  return { kind: "union", members: distinct };
}

const mapsAsEntries = (key: string, value: unknown): unknown => (value instanceof Map ? [...value] : key === "target" ? undefined : value);
