import { CelFailure } from "../failure.ts";
import { type Macro, macroOf } from "../macros.ts";
import type { Expression } from "../tree.ts";
import { withoutPairs } from "../unary.ts";
import { unsupportedFunctions } from "../values/functions.ts";
import { fieldType, noField } from "./messages.ts";
import { type Signature, signatures } from "./signatures.ts";
import { bool, type CelType, describeType, dyn, listOf, mapOf, sameType, typeNames, typeType } from "./types.ts";
import { moreGeneral, Unifier } from "./unify.ts";

type Scope = ReadonlyMap<string, CelType>;

export interface Checked {
  readonly type: CelType;
  /**
   * Conversions, such as `string(x["a"])`, of what the checker knows nothing of. It settles for the first way to call them, which takes
   * a value that has the wanted type already and no other.
   */
  readonly identities: ReadonlySet<Expression>;
}

/**
 * The type of an expression, as cel-go's checker finds it before anything is evaluated: KFP fails a task whose condition it refuses,
 * also where the part in question would not be evaluated.
 *
 * @param variables Types of all variables.
 * @throws CelFailure
 */
export function checkExpression(expression: Expression, variables: Scope): Checked {
  const checker = new Checker(variables);
  return { type: checker.typeOf(expression), identities: checker.identities };
}

class Checker {
  readonly identities = new Set<Expression>();
  private readonly types = new Unifier();
  private readonly variables: Scope;

  constructor(variables: Scope) {
    this.variables = variables;
  }

  typeOf(expression: Expression): CelType {
    return this.types.resolve(this.check(expression, new Map()));
  }

  private check(expression: Expression, locals: Scope): CelType {
    const check = (part: Expression) => this.check(part, locals);
    switch (expression.kind) {
      case "literal":
        return { kind: expression.type };
      case "identifier":
        return this.identifier(expression.name, expression.rooted ? new Map() : locals);
      case "select":
        return this.select(check(expression.operand), expression.field);
      case "index":
        return this.index(expression, locals);
      case "call":
        return this.call(expression, locals);
      case "unary":
        return this.unary(withoutPairs(expression), locals);
      case "binary":
        return this.apply(expression.operator, false, [check(expression.left), check(expression.right)]);
      case "conditional":
        return this.apply("?:", false, [check(expression.condition), check(expression.whenTrue), check(expression.whenFalse)]);
      case "list":
        return listOf(this.join(expression.elements.map(check)));
      case "map": {
        const entries = expression.entries.map(({ key, value }) => [check(key), check(value)] as const);
        return mapOf(this.join(entries.map(([key]) => key)), this.join(entries.map(([, value]) => value)));
      }
      case "message":
        throw new CelFailure(`a message ${expression.type}{…} is not checked`, true);
    }
  }

  private unary(expression: Expression, locals: Scope): CelType {
    if (expression.kind !== "unary") return this.check(expression, locals);
    return this.apply(expression.operator === "-" ? "-x" : "!", false, [this.check(expression.operand, locals)]);
  }

  private identifier(name: string, locals: Scope): CelType {
    const type = locals.get(name) ?? this.variables.get(name);
    if (type !== undefined) return type;
    if (typeNames.has(name)) return typeType;
    throw new CelFailure(`there is no ${name}`);
  }

  private select(operand: CelType, field: string): CelType {
    const type = this.types.resolve(operand);
    switch (type.kind) {
      case "map":
        return type.value;
      case "message":
        return fieldType(type.name, field) ?? noField(type.name, field);
      case "variable":
        this.types.fits([dyn], [type]);
        return dyn;
      case "dyn":
        return dyn;
      default:
        return this.fail(`${describeType(type)} has no fields`);
    }
  }

  private index({ operand, index }: Extract<Expression, { kind: "index" }>, locals: Scope): CelType {
    const isType = index.kind === "identifier" && !locals.has(index.name) && !this.variables.has(index.name);
    if (isType || (index.kind === "literal" && (index.type === "null" || index.type === "bytes"))) this.fail("this is no key");
    return this.apply("[]", false, [this.check(operand, locals), this.check(index, locals)]);
  }

  private call(call: Extract<Expression, { kind: "call" }>, locals: Scope): CelType {
    const macro = macroOf(call);
    if (macro !== undefined) return this.macro(macro, locals);
    const parts = call.target === undefined ? call.arguments : [call.target, ...call.arguments];
    const given = parts.map((part) => this.check(part, locals));
    if (given[0] !== undefined && this.types.resolve(given[0]).kind === "variable") this.identities.add(call);
    return this.apply(call.name, call.target !== undefined, given);
  }

  private macro(macro: Macro, locals: Scope): CelType {
    if (macro.name === "has") {
      this.select(this.check(macro.operand, locals), macro.field);
      return bool;
    }
    const item = this.itemOf(this.check(macro.range, locals));
    const scope = new Map([...locals, [macro.item, item]]);
    if (macro.predicate !== undefined) this.apply("!", false, [this.check(macro.predicate, scope)]);
    if (macro.name === "filter") return listOf(item);
    return macro.name === "map" ? listOf(this.check(macro.transform!, scope)) : bool;
  }

  /** What a macro goes over: the elements of a list, the keys of a map. */
  private itemOf(range: CelType): CelType {
    const type = this.types.resolve(range);
    if (type.kind === "list") return type.element;
    if (type.kind === "map") return type.key;
    if (type.kind !== "dyn" && type.kind !== "variable") this.fail(`${describeType(type)} is no list and no map`);
    this.types.fits([dyn], [type]);
    return dyn;
  }

  /** The type of all elements of a literal: one that all fit, else `dyn`. */
  private join(types: readonly CelType[]): CelType {
    if (types.length === 0) return this.types.newVariable();
    return types.reduce((joined, type) => (this.types.fits([joined], [type]) ? moreGeneral(joined, type) : dyn));
  }

  /** The type of a call's result: that of the first signature which fits, or `dyn` where others fit that disagree. */
  private apply(name: string, isMethod: boolean, given: readonly CelType[]): CelType {
    const known = signatures.get(name);
    if (known === undefined) throw new CelFailure(`there is no function ${name}`, unsupportedFunctions.has(name));
    let result: CelType | undefined;
    for (const signature of known) {
      if (signature.isMethod !== isMethod) continue;
      const { parameters, result: found } = this.instantiate(signature);
      if (!this.types.fits(given, parameters)) continue;
      const type = this.types.resolve(found);
      if (result === undefined) result = type;
      else if (result.kind !== "dyn" && !sameType(result, type)) result = dyn;
    }
    return result ?? this.fail(`${name} has no meaning for ${given.map((type) => describeType(this.types.resolve(type))).join(" and ")}`);
  }

  /** The signature with variables that no other call has. */
  private instantiate({ parameters, result }: Signature): { parameters: CelType[]; result: CelType } {
    const own = new Map<number | string, CelType>();
    const renew = (type: CelType): CelType => {
      if (type.kind === "list") return listOf(renew(type.element));
      if (type.kind === "map") return mapOf(renew(type.key), renew(type.value));
      if (type.kind !== "variable") return type;
      if (!own.has(type.id)) own.set(type.id, this.types.newVariable());
      return own.get(type.id)!;
    };
    return { parameters: parameters.map(renew), result: renew(result) };
  }

  private fail(message: string): never {
    throw new CelFailure(message);
  }
}
