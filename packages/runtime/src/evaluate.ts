import { isArtifact } from "@typeline/dsl/internal";
import type { Assembly } from "./assembly.ts";
import { pureCalls, pureMethods, type Receiver } from "./pure.ts";
import { put } from "./put.ts";

/** What the leaves of an assembly stand for. */
export interface Leaves {
  /** The value of an input parameter, `undefined` if it is absent. */
  parameter(name: string): unknown;
  /** An input artifact, or list of artifacts, `undefined` if it is absent. */
  artifact(name: string, many: boolean): unknown;
}

/** {@link evaluate}, or what stands in for it where no argument is assembled. */
export type Evaluate = (node: Assembly, leaves: Leaves) => unknown;

/** What a chain gives that `?.` has ended: fields and methods around it pass it on, all else takes it as `undefined`. */
const ended = Symbol("ended by ?.");

/**
 * The value of an assembly: what JavaScript makes of the expression that the compiler read. Only own properties are ever read, and only
 * built-ins of {@link pureCalls} and {@link pureMethods} called, whatever the nodes say.
 *
 * @throws TypeError and RangeError as JavaScript does, such as for a field of `undefined`
 * @throws Error for a node, an operator or a function that is none of the language's
 */
export function evaluate(node: Assembly, leaves: Leaves): unknown {
  const value = evaluateChain(node, leaves);
  return value === ended ? undefined : value;
}

function evaluateChain(node: Assembly, leaves: Leaves): unknown {
  const of = (inner: Assembly): unknown => evaluate(inner, leaves);
  if ("value" in node) return node.value;
  if ("p" in node) return leaves.parameter(node.p);
  if ("a" in node) return leaves.artifact(node.a, node.many === true);
  if ("undefined" in node) return undefined;
  if ("text" in node) return node.text.map((part) => `${of(part) as string}`).join("");
  if ("list" in node) return list(node.list, of);
  if ("object" in node) return object(node.object, of);
  if ("field" in node) {
    const receiver = evaluateChain(node.field[0], leaves);
    if (receiver === ended || (node.optional && receiver == null)) return ended;
    return field(receiver, of(node.field[1]));
  }
  if ("or" in node) return of(node.or[0]) ?? of(node.or[1]);
  if ("and" in node) return of(node.and[0]) && of(node.and[1]);
  if ("either" in node) return of(node.either[0]) || of(node.either[1]);
  if ("if" in node) return of(node.if[0]) ? of(node.if[1]) : of(node.if[2]);
  if ("unary" in node) return operation(unaryOperators, node.unary[0])(of(node.unary[1]));
  if ("binary" in node) return operation(binaryOperators, node.binary[1])(of(node.binary[0]), of(node.binary[2]));
  if ("call" in node)
    return call(
      node.call[0],
      node.call.slice(1).map((argument) => of(argument as Assembly)),
    );
  if ("method" in node) {
    const receiver = evaluateChain(node.method[1], leaves);
    if (receiver === ended || (node.optional && receiver == null)) return ended;
    return method(
      node.method[0],
      receiver,
      node.method.slice(2).map((argument) => of(argument as Assembly)),
    );
  }
  throw new Error(`an argument is assembled of a node that this version does not know: ${JSON.stringify(node)}`);
}

type Of = (node: Assembly) => unknown;

function list(items: Extract<Assembly, { list: unknown }>["list"], of: Of): unknown[] {
  const made: unknown[] = [];
  for (const item of items) {
    if ("spread" in item) for (const value of of(item.spread) as Iterable<unknown>) made.push(value);
    else made.push(of(item));
  }
  return made;
}

function object(members: Extract<Assembly, { object: unknown }>["object"], of: Of): object {
  const made = {};
  for (const member of members) {
    if ("spread" in member) for (const [key, value] of Object.entries(of(member.spread) ?? {})) put(made, key, value);
    else put(made, member[0], of(member[1]));
  }
  return made;
}

/** What an artifact shows of itself besides its files. */
const artifactFields = ["name", "uri", "path", "metadata"];

function field(of: any, key: unknown): unknown {
  if (of == null) throw new TypeError(`Cannot read properties of ${of} (reading '${String(key)}')`);
  const name = String(key);
  return Object.hasOwn(of, name) || (isArtifact(of) && artifactFields.includes(name)) ? of[name] : undefined;
}

const unaryOperators: Readonly<Record<string, (value: any) => unknown>> = {
  "-": (value) => -value,
  "+": (value) => +value,
  "!": (value) => !value,
  "~": (value) => ~value,
  typeof: (value) => typeof value,
};

// biome-ignore-start lint/suspicious/noDoubleEquals: the author's own operators
const binaryOperators: Readonly<Record<string, (a: any, b: any) => unknown>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
  "==": (a, b) => a == b,
  "!=": (a, b) => a != b,
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "&": (a, b) => a & b,
  "|": (a, b) => a | b,
  "^": (a, b) => a ^ b,
  "<<": (a, b) => a << b,
  ">>": (a, b) => a >> b,
  ">>>": (a, b) => a >>> b,
  in: (a, b) => Object.hasOwn(inside(b), a),
};
// biome-ignore-end lint/suspicious/noDoubleEquals: the author's own operators

/** The operator's function; only what the table itself holds. */
function operation<F>(operators: Readonly<Record<string, F>>, operator: string): F {
  const found = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (found === undefined) throw new Error(`an argument is assembled with an operator that there is not: ${operator}`);
  return found;
}

function inside(value: unknown): object {
  if (typeof value !== "object" || value === null) throw new TypeError(`Cannot use 'in' operator to search in ${String(value)}`);
  return value;
}

function call(name: string, values: readonly unknown[]): unknown {
  if (!pureCalls.has(name)) throw new Error(`an argument calls ${name}, which is no pure built-in`);
  const [space, member] = name.split(".") as [string, string | undefined];
  const owner = member === undefined ? globalThis : (globalThis as any)[space];
  return owner[member ?? space](...values);
}

function method(name: string, of: any, values: readonly unknown[]): unknown {
  if (of == null) throw new TypeError(`Cannot read properties of ${of} (reading '${name}')`);
  const receiver = Array.isArray(of) ? "list" : (typeof of as Receiver);
  if (!pureMethods.get(name)?.includes(receiver))
    throw new TypeError(`an argument calls ${name} of a value of type ${receiver}, which is no pure method`);
  return of[name](...values);
}
