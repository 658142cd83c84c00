import {
  type Checker,
  type Symbol as CheckerSymbol,
  ObjectFlags,
  SymbolFlags,
  type TupleType,
  type Type,
  TypeFlags,
  type TypeReference,
} from "typescript/unstable/sync";
import { shapeOf, type TypeShape } from "./type-shape.ts";

/** Questions about the checker's types that have one right answer, apart from what we make of it. */
export class TypeQuestions {
  readonly checker: Checker;
  readonly #isDslFile: (path: string) => boolean;
  readonly #members = new Map<number, readonly Type[]>();
  readonly #arguments = new Map<number, readonly Type[]>();
  readonly #properties = new Map<number, readonly CheckerSymbol[]>();
  readonly #shapes = new Map<number, TypeShape>();
  /** By class: all instances of a class have one title, but those of the open `Artifact`. */
  readonly #titles = new Map<CheckerSymbol, string | undefined>();

  constructor(checker: Checker, isDslFile: (path: string) => boolean) {
    this.checker = checker;
    this.#isDslFile = isDslFile;
  }

  /** The members of a union, of which `undefined` is only told. Any other type is its only member. */
  members(type: Type): { readonly types: readonly Type[]; readonly maybeUndefined: boolean } {
    if (!(type.flags & TypeFlags.Union) || type.flags & TypeFlags.Boolean) {
      const absent = (type.flags & (TypeFlags.Undefined | TypeFlags.Void)) !== 0;
      return { types: absent ? [] : [type], maybeUndefined: absent };
    }
    const all = remember(this.#members, type.id, () => (type.isUnionType() ? type.getTypes() : []));
    const types = all.filter((member) => !(member.flags & (TypeFlags.Undefined | TypeFlags.Void)));
    return { types, maybeUndefined: types.length < all.length };
  }

  /** The name of a type that TypeScript's own library declares: `Date`, `Promise`, `Map`. */
  libraryName(type: Type): string | undefined {
    const symbol = isClassOrInterface(type) ? type.getSymbol() : undefined;
    return symbol?.declarations.some(({ path }) => /\/lib\.[\w.]+\.d\.ts$/.test(path)) ? symbol.name : undefined;
  }

  /** The name of a class or interface that is declared elsewhere than in the author's code. */
  foreignName(type: Type): string | undefined {
    const symbol = isClassOrInterface(type) ? type.getSymbol() : undefined;
    return symbol?.declarations.every(({ path }) => path.endsWith(".d.ts") || path.includes("/node_modules/")) ? symbol.name : undefined;
  }

  /** The class that a type's values are instances of. TypeScript's library declares its classes as an interface and a variable of one name. */
  className(type: Type): { readonly name: string; readonly own: boolean } | undefined {
    const symbol = isClassOrInterface(type) ? type.getSymbol() : undefined;
    if (!symbol) return undefined;
    const own = this.foreignName(type) === undefined;
    return symbol.flags & (own ? SymbolFlags.Class : SymbolFlags.Value) ? { name: symbol.name, own } : undefined;
  }

  /** The name of a class or interface of `@typeline/dsl`: `Task`, `TaskStatus`, `Component`. */
  dslName(type: Type): string | undefined {
    const symbol = isClassOrInterface(type) ? type.getSymbol() : undefined;
    return symbol?.declarations.some(({ path }) => this.#isDslFile(path)) ? symbol.name : undefined;
  }

  /** The element of an array type. */
  arrayElement(type: Type): Type | undefined {
    const name = this.libraryName(type);
    return (name === "Array" || name === "ReadonlyArray") && type.isTypeReference() ? this.typeArguments(type)[0] : undefined;
  }

  /** A tuple's declared form and the types of its positions. */
  tuple(type: Type): { readonly target: TupleType; readonly positions: readonly Type[] } | undefined {
    if (!type.isTypeReference()) return undefined;
    const target = type.getTarget() as Type | undefined;
    return target?.isTupleType() ? { target, positions: this.typeArguments(type) } : undefined;
  }

  /** What a promise resolves to; undefined for what is none. */
  promised(type: Type): Type | undefined {
    const name = this.libraryName(type);
    return (name === "Promise" || name === "PromiseLike") && type.isTypeReference() ? this.typeArguments(type)[0] : undefined;
  }

  typeArguments(type: TypeReference): readonly Type[] {
    return remember(this.#arguments, type.id, () => this.checker.getTypeArguments(type));
  }

  /** The properties that are data: without those named by unique symbols, which are brands, and which JSON would not carry. */
  properties(type: Type): readonly CheckerSymbol[] {
    return remember(this.#properties, type.id, () => this.checker.getPropertiesOfType(type)).filter(
      ({ escapedName }) => !escapedName.startsWith("__@"),
    );
  }

  shape(type: Type): TypeShape {
    return remember(this.#shapes, type.id, () => shapeOf(this.checker, type));
  }

  /** The schema title of an artifact class's instances: what the brand of `Artifact` says, `system.Artifact` where it is open. */
  artifactTitle(type: Type): string | undefined {
    const symbol = isClassOrInterface(type) ? type.getSymbol() : undefined;
    if (!symbol || !(symbol.flags & SymbolFlags.Class)) return undefined;
    if (this.dslName(type) === "Artifact") return this.#brand(type);
    return remember(this.#titles, symbol, () => this.#brand(type));
  }

  /** What an artifact type says of its content: `Row[]` of `Dataset<Row[]>`. */
  contentType(type: Type): Type | undefined {
    const property = this.checker.getPropertiesOfType(type).find(({ escapedName }) => escapedName.startsWith("__@content@"));
    return property && this.checker.getTypeOfSymbol(property);
  }

  #brand(type: Type): string | undefined {
    const brand = this.checker.getPropertiesOfType(type).find((property) => this.#isArtifactBrand(property));
    if (!brand) return undefined;
    const title = this.checker.getTypeOfSymbol(brand);
    return title?.isStringLiteralType() ? title.value : "system.Artifact";
  }

  /** The checker names a property after a unique symbol by the symbol's variable and a number: `__@schemaTitle@123`. */
  #isArtifactBrand({ escapedName, declarations }: CheckerSymbol): boolean {
    return escapedName.startsWith("__@schemaTitle@") && declarations.some(({ path }) => this.#isDslFile(path));
  }
}

/** The value of a key, computed when it is first asked for. */
function remember<K, V>(known: Map<K, V>, key: K, compute: () => V): V {
  if (!known.has(key)) known.set(key, compute());
  return known.get(key)!;
}

export function isClassOrInterface(type: Type): boolean {
  return type.isObjectType() && (type.objectFlags & (ObjectFlags.ClassOrInterface | ObjectFlags.Reference)) !== 0;
}
