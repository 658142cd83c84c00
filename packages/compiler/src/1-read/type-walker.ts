import { type Message, messages, type Report } from "@typeline/diagnostics";
import {
  type Symbol as CheckerSymbol,
  ElementFlags,
  type IntersectionType,
  SymbolFlags,
  type Type,
  TypeFlags,
} from "typescript/unstable/sync";
import { describeType } from "../types/describe.ts";
import { parameterType } from "../types/parameter-type.ts";
import { mergeTypes } from "../types/union.ts";
import type { ArtifactType, ListType, StructField, ValueType } from "../types/value-type.ts";
import type { TypeQuestions } from "./checked-type.ts";
import { documentationOf } from "./documentation.ts";
import { locationOf } from "./locations.ts";
import { isOwnFile } from "./source-files.ts";
import { type Node, SyntaxKind } from "./syntax.ts";
import { templatePattern } from "./template-pattern.ts";
import { insteadOf, type Place, TypeProblems } from "./type-problems.ts";

/**
 * How far inside a value a type stands: the whole of an input or output, an element of one that is a list (so it may be an artifact),
 * or deeper, where there is only JSON.
 */
type Level = "port" | "element" | "inside";

/** A type whose parts are being read, and what stands for it where they mention it. */
interface Opened {
  mention: { kind: "recursive"; name: string; target: ValueType } | undefined;
}

/** Deeper than any honest type; a generic type that grows with each mention of itself has no end. */
const DEEPEST = 40;

/** Reads the checker's types as {@link ValueType}s, for one interface: the names of recursive types are unique in it. */
export class TypeWalker {
  readonly #ask: TypeQuestions;
  readonly #problems: TypeProblems;
  readonly #report: Report;
  readonly #done = new Map<number, ValueType | undefined>();
  readonly #open = new Map<number, Opened>();
  readonly #names = new Set<string>();

  constructor(ask: TypeQuestions, problems: TypeProblems, report: Report) {
    this.#ask = ask;
    this.#problems = problems;
    this.#report = report;
  }

  /** The type of an input or output. Problems are reported; then the answer is `undefined`. */
  port(types: readonly Type[], place: Place): ValueType | undefined {
    return this.#oneOf(types, place, "port");
  }

  /** The type of a field of the one object that a `compute` gives: what may stand inside any object. Artifacts are left to who refuses them there. */
  field(types: readonly Type[], place: Place): ValueType | undefined {
    return this.#oneOf(types, place, types.some((type) => this.#ask.artifactTitle(type) !== undefined) ? "port" : "inside");
  }

  /** An artifact, with the type of its metadata where the class says one. */
  artifact(type: Type, schemaTitle: string): ArtifactType {
    if (schemaTitle !== "system.Metrics") return { kind: "artifact", schemaTitle };
    const property = this.#ask.checker.getPropertyOfType(type, "metadata");
    const metadataType = property && this.#ask.checker.getTypeOfSymbol(property);
    const metadata = metadataType && silentWalker(this.#ask).#metadata(metadataType);
    return { kind: "artifact", schemaTitle, ...(metadata && { metadata }) };
  }

  #metadata(type: Type): ValueType | undefined {
    return type.isTypeParameter() ? undefined : this.#oneOf([type], { path: "metadata", locate: () => undefined }, "inside");
  }

  #fail(place: Place, message: Message): undefined {
    return this.#problems.add(this.#report, place, message);
  }

  #unsupported(place: Place, what: string, name: string): undefined {
    return this.#fail(place, messages.unsupportedType({ path: place.path, what, instead: insteadOf(name) }));
  }

  #oneOf(types: readonly Type[], place: Place, level: Level): ValueType | undefined {
    const only = types.length === 1 ? types[0] : undefined;
    if (only) return this.#walk(only, place, level);
    if (types.length === 0) return this.#unsupported(place, "`undefined`", "undefined");
    const members = types.map((type) => this.#walk(type, place, level));
    if (members.includes(undefined)) return undefined;
    const merged = mergeTypes(members as ValueType[]);
    if (merged.kind !== "union") return merged;
    const hasArtifact = merged.members.some(({ kind }) => kind === "artifact" || kind === "artifacts");
    if (!hasArtifact && (level !== "port" || parameterType(merged))) return merged;
    return this.#fail(
      place,
      messages.mixedUnion({ path: place.path, members: merged.members.map((member) => `\`${describeType(member)}\``).join(" or ") }),
    );
  }

  #walk(type: Type, place: Place, level: Level): ValueType | undefined {
    const { flags } = type;
    if (flags & TypeFlags.AnyOrUnknown)
      return this.#fail(place, messages.unknownType({ path: place.path, type: flags & TypeFlags.Any ? "any" : "unknown" }));
    if (flags & TypeFlags.Null) return level === "port" ? this.#fail(place, messages.nullPort({ path: place.path })) : { kind: "null" };
    if (flags & (TypeFlags.Object | TypeFlags.Union | TypeFlags.Intersection) && !(flags & TypeFlags.Boolean)) {
      return this.#structured(type, place, level);
    }
    return this.#primitive(type) ?? this.#unreadable(type, place);
  }

  #primitive(type: Type): ValueType | undefined {
    const { flags } = type;
    if (type.isStringLiteralType()) return { kind: "string", literals: [type.value] };
    if (type.isNumberLiteralType()) return { kind: "number", integer: false, literals: [type.value] };
    if (type.isBooleanLiteralType()) return { kind: "boolean", literal: type.value };
    if (type.isTemplateLiteralType()) return { kind: "string", pattern: templatePattern(type) };
    if (flags & (TypeFlags.String | TypeFlags.StringMapping)) return { kind: "string" };
    if (flags & (TypeFlags.Number | TypeFlags.Enum)) return { kind: "number", integer: false };
    if (flags & TypeFlags.Boolean) return { kind: "boolean" };
    return undefined;
  }

  #unreadable(type: Type, place: Place): undefined {
    const { flags } = type;
    if (flags & TypeFlags.BigIntLike) return this.#unsupported(place, "a `bigint`", "bigint");
    if (flags & TypeFlags.ESSymbolLike) return this.#unsupported(place, "a `symbol`", "symbol");
    if (flags & TypeFlags.NonPrimitive) return this.#unsupported(place, "an `object` of unknown properties", "object");
    if (flags & TypeFlags.Never) return this.#unsupported(place, "`never`", "never");
    if (flags & (TypeFlags.Undefined | TypeFlags.Void)) return this.#unsupported(place, "`undefined`", "undefined");
    return this.#fail(place, messages.openType({ path: place.path, type: this.#ask.checker.typeToString(type) }));
  }

  /** A type with parts. One that is met again while its parts are read mentions itself. */
  #structured(type: Type, place: Place, level: Level): ValueType | undefined {
    // `Json[]` is no more than a list of `Json`, which has the name: only an array with an alias may be all there is to mention itself.
    if (this.#ask.arrayElement(type) && !type.getAliasSymbol()) return this.#parts(type, place, level);
    const open = this.#open.get(type.id);
    if (open) {
      open.mention ??= { kind: "recursive", name: this.#uniqueName(type), target: PENDING };
      return open.mention;
    }
    // An artifact may be an element but not a field, so what was read at one level does not hold at another.
    if (level === "inside" && this.#done.has(type.id)) return this.#done.get(type.id);
    if (this.#open.size >= DEEPEST)
      return this.#fail(place, messages.endlessType({ path: place.path, type: this.#ask.checker.typeToString(type) }));
    const entry: Opened = { mention: undefined };
    this.#open.set(type.id, entry);
    const result = this.#parts(type, place, level);
    this.#open.delete(type.id);
    if (entry.mention && result) entry.mention.target = result;
    if (level === "inside") this.#done.set(type.id, result);
    return result;
  }

  #parts(type: Type, place: Place, level: Level): ValueType | undefined {
    if (type.isIntersectionType()) return this.#intersection(type, place, level);
    if (!(type.flags & TypeFlags.Union)) return this.#object(type, place, level);
    const { types, maybeUndefined } = this.#ask.members(type);
    return maybeUndefined ? this.#fail(place, messages.undefinedElement({ path: place.path })) : this.#oneOf(types, place, level);
  }

  /** `Int` is a branded number; brands of the author's own, and the `Task` that a call's outputs carry, say nothing of the value. */
  #intersection(type: IntersectionType, place: Place, level: Level): ValueType | undefined {
    const members = type.getTypes().filter((member) => this.#ask.dslName(member) !== "Task");
    const primitive = members.find((member) => member.flags & TypeFlags.Primitive);
    if (primitive) {
      const walked = this.#walk(primitive, place, level);
      const integer = members.some((member) => this.#ask.dslName(member) === "IntegerBrand");
      return walked?.kind === "number" && integer ? { ...walked, integer } : walked;
    }
    const [only, ...others] = members;
    return only && others.length === 0 ? this.#walk(only, place, level) : this.#struct(type, place);
  }

  #object(type: Type, place: Place, level: Level): ValueType | undefined {
    const element = this.#ask.arrayElement(type);
    if (element) return this.#list(element, place, level);
    const tuple = this.#ask.tuple(type);
    if (tuple) return this.#tuple(tuple, place, level);
    const dslName = this.#ask.dslName(type);
    if (dslName === "TaskStatus" && level === "port") return { kind: "taskStatus" };
    const title = this.#ask.artifactTitle(type);
    if (title !== undefined)
      return level === "inside" ? this.#fail(place, messages.artifactInside({ path: place.path })) : this.artifact(type, title);
    if (this.#ask.promised(type)) return this.#fail(place, messages.forgottenAwait({ path: place.path }));
    const className = this.#ask.className(type);
    if (className)
      return this.#unsupported(
        place,
        className.own ? `an instance of the class \`${className.name}\`` : `a \`${className.name}\``,
        className.name,
      );
    if (this.#ask.shape(type).isFunction)
      return this.#unsupported(place, dslName ? `a \`${dslName}\`` : "a function", dslName ?? "function");
    return this.#struct(type, place);
  }

  #list(elementType: Type, place: Place, level: Level): ValueType | undefined {
    const { types, maybeUndefined } = this.#ask.members(elementType);
    const inner = { ...place, path: `${place.path}[]` };
    if (maybeUndefined) return this.#fail(inner, messages.undefinedElement({ path: inner.path }));
    // Whole, so that a union that mentions itself is known again; `boolean`, too, is one.
    const element =
      types.length === 1 ? this.#oneOf(types, inner, elementLevel(level)) : this.#walk(elementType, inner, elementLevel(level));
    if (!element) return undefined;
    return element.kind === "artifact" ? { kind: "artifacts", of: element } : { kind: "list", element };
  }

  #tuple({ target, positions }: NonNullable<ReturnType<TypeQuestions["tuple"]>>, place: Place, level: Level): ValueType | undefined {
    const variable = (index: number) => ((target.elementFlags[index] ?? 0) & ElementFlags.Variable) !== 0;
    const walked = positions.map((type, index) => {
      const inner = { ...place, path: `${place.path}[${index}]` };
      const { types, maybeUndefined } = this.#ask.members(type);
      const isOptional = ((target.elementFlags[index] ?? 0) & ElementFlags.Optional) !== 0;
      if (maybeUndefined && !isOptional) return this.#fail(inner, messages.undefinedElement({ path: inner.path }));
      return this.#oneOf(types, inner, elementLevel(level));
    });
    if (walked.includes(undefined)) return undefined;
    const types = walked as ValueType[];
    const merged = types.length > 0 ? mergeTypes(types) : ({ kind: "null" } as const);
    if (merged.kind === "artifact") return { kind: "artifacts", of: merged };
    if (types.some(({ kind }) => kind === "artifact")) return this.#fail(place, messages.artifactInside({ path: place.path }));
    const fixed = types.findIndex((_, index) => variable(index));
    if (fixed < 0) {
      const minLength = target.elementFlags.filter((flags) => flags & ElementFlags.Required).length;
      return { kind: "list", element: merged, tuple: types, ...(minLength < types.length && { minLength }) };
    }
    // A rest that is not last (`[...string[], number]`) leaves no position but those before it known.
    const list: ListType = { kind: "list", element: mergeTypes(types.slice(fixed)) };
    return fixed === 0 ? list : { ...list, tuple: types.slice(0, fixed), open: true };
  }

  #struct(type: Type, place: Place): ValueType | undefined {
    const { checker } = this.#ask;
    const properties = this.#ask.properties(type);
    const foreign = this.#ask.foreignName(type);
    if (foreign && properties.some(({ flags }) => flags & SymbolFlags.Method)) return this.#unsupported(place, `a \`${foreign}\``, foreign);
    const types = properties.length > 0 ? checker.getTypeOfSymbol(properties) : [];
    const fields = new Map<string, StructField>();
    let complete = true;
    for (const [index, property] of properties.entries()) {
      const field = this.#field(property, types[index], place);
      if (field) fields.set(property.name, field);
      else complete = false;
    }
    const [index] = this.#ask.shape(type).indexes;
    const rest = index && this.#field(undefined, index.valueType, place)?.type;
    if (!complete || (index && !rest)) return undefined;
    return { kind: "struct", fields, ...(rest && { rest }) };
  }

  #field(property: CheckerSymbol | undefined, type: Type | undefined, parent: Place): StructField | undefined {
    const place = property ? propertyPlace(property, parent) : { ...parent, path: `${parent.path}[string]` };
    if (!type) return undefined;
    const { types, maybeUndefined } = this.#ask.members(type);
    const walked = types.length > 1 && !maybeUndefined ? this.#walk(type, place, "inside") : this.#oneOf(types, place, "inside");
    if (!walked) return undefined;
    const description = property && descriptionOf(property);
    return { type: walked, optional: maybeUndefined || isOptional(property), ...(description !== undefined && { description }) };
  }

  #uniqueName(type: Type): string {
    const symbolName = type.getAliasSymbol()?.name ?? type.getSymbol()?.name ?? "";
    const base = /^(?:$|__|Array$|ReadonlyArray$)/.test(symbolName) ? "Type" : symbolName;
    let name = base;
    for (let count = 2; this.#names.has(name); count++) name = `${base}${count}`;
    this.#names.add(name);
    return name;
  }
}

/** A walker for what may as well stay unknown. It has problems of its own, so that none of the others' counts as reported. */
export function silentWalker(ask: TypeQuestions): TypeWalker {
  return new TypeWalker(ask, new TypeProblems(), () => {});
}

/** Stands in for the target of a recursive type while that is read. */
const PENDING: ValueType = { kind: "null" };

const elementLevel = (level: Level): Level => (level === "port" ? "element" : "inside");
const isOptional = (property: CheckerSymbol | undefined): boolean => ((property?.flags ?? 0) & SymbolFlags.Optional) !== 0;

/** Where to point for a property: at its declaration, where that is the author's. */
export function propertyPlace(property: CheckerSymbol, parent: Place): Place {
  const path = parent.path === "" ? property.name : `${parent.path}${accessor(property.name)}`;
  const locate = () => {
    const declaration = ownDeclaration(property);
    return declaration ? locationOf((declaration as { name?: Node }).name ?? declaration) : parent.locate();
  };
  return { path, locate };
}

/** The TSDoc of a property's declaration. */
export function descriptionOf(property: CheckerSymbol): string | undefined {
  const declaration = property.valueDeclaration?.resolve();
  return declaration && documentationOf(declaration);
}

function ownDeclaration(property: CheckerSymbol): Node | undefined {
  const path = property.valueDeclaration?.path;
  if (path === undefined || path.endsWith(".d.ts") || path.includes("/node_modules/")) return undefined;
  const declaration = property.valueDeclaration?.resolve();
  return declaration && declaration.kind !== SyntaxKind.SourceFile && isOwnFile(declaration.getSourceFile()) ? declaration : undefined;
}

const accessor = (name: string): string => (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);
