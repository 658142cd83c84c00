import type { Expression } from "@typeline/ir";
import { quote } from "./strings.ts";
import { type Code, type Kind, type Translator, Untranslatable } from "./translate.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** Functions of one value: the name in Argo's language, and what they give. */
const unary: Readonly<Record<string, readonly [name: string, kind: Kind]>> = {
  int: ["int", "int"],
  double: ["float", "double"],
  size: ["len", "int"],
};

/** Tests of a text, which are operators there. */
const tests: ReadonlySet<string> = new Set(["startsWith", "endsWith", "contains"]);

const macros: Readonly<Record<string, readonly [name: string, kind: Kind]>> = {
  all: ["all", "bool"],
  exists: ["any", "bool"],
  exists_one: ["one", "bool"],
  filter: ["filter", "list"],
  map: ["map", "list"],
};

/** What `bool` reads; anything else is an error. */
const truths = ["1", "t", "T", "true", "TRUE", "True"];
const untruths = ["0", "f", "F", "false", "FALSE", "False"];

/** A truth or one of these texts, as JSON. */
const jsonOf = (truth: boolean, texts: readonly string[]): string =>
  `[${[truth, ...texts].map((one) => quote(JSON.stringify(one))).join(", ")}]`;

/** A call or a macro of CEL. @throws Untranslatable */
export function calls(call: Call, translator: Translator): Code {
  const { name, target } = call;
  const [first, second] = call.arguments;
  if (name === "has" && target === undefined && first?.kind === "select")
    return translator.presence(first.operand, { kind: "literal", type: "string", value: first.field });
  const macro = macros[name];
  if (macro && target !== undefined && first?.kind === "identifier" && second !== undefined && call.arguments.length === 2)
    return { code: `${macro[0]}(${translator.visit(target).code}, ${translator.inside(first.name).visit(second).code})`, kind: macro[1] };
  const values = (target === undefined ? call.arguments : [target, ...call.arguments]).map((value) => translator.visit(value));
  const [a, b] = values;
  if (tests.has(name) && a && b && values.length === 2) return { code: `(${a.code} ${name} ${b.code})`, kind: "bool" };
  if (a === undefined || values.length !== 1) throw new Untranslatable(`the function \`${name}\``);
  switch (name) {
    case "string":
      return a.kind === "string" ? a : { code: `string(${a.code})`, kind: "string" };
    case "bool":
      return a.kind === "bool"
        ? a
        : {
            code: `map([toJson(${a.code})], # in ${jsonOf(true, truths)} ? true : # in ${jsonOf(false, untruths)} ? false : fromJSON(""))[0]`,
            kind: "bool",
          };
    case "parseJson":
      return { code: a.parsed ?? `fromJSON(${a.code})`, kind: "unknown" };
    case "dyn":
      return { ...a, kind: "unknown" };
    default: {
      const found = Object.hasOwn(unary, name) ? unary[name] : undefined;
      if (found === undefined) throw new Untranslatable(`the function \`${name}\``);
      return a.kind === found[1] && name !== "size" ? a : { code: `${found[0]}(${a.code})`, kind: found[1] };
    }
  }
}
