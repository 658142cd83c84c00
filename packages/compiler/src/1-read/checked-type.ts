import {
  type Checker,
  type Symbol as CheckerSymbol,
  ObjectFlags,
  SignatureKind,
  SymbolFlags,
  type TupleType,
  type Type,
  TypeFlags,
} from "typescript/unstable/sync";

/** Questions about the checker's types that have one right answer, apart from what we make of it. */
export class TypeQuestions {
  readonly checker: Checker;
  readonly #isDslFile: (path: string) => boolean;

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
    const all = type.isUnionType() ? type.getTypes() : [];
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
    return (name === "Array" || name === "ReadonlyArray") && type.isTypeReference() ? this.checker.getTypeArguments(type)[0] : undefined;
  }

  /** A tuple's declared form and the types of its positions. */
  tuple(type: Type): { readonly target: TupleType; readonly positions: readonly Type[] } | undefined {
    if (!type.isTypeReference()) return undefined;
    const target = type.getTarget() as Type | undefined;
    return target?.isTupleType() ? { target, positions: this.checker.getTypeArguments(type) } : undefined;
  }

  /** What a promise resolves to; undefined for what is none. */
  promised(type: Type): Type | undefined {
    const name = this.libraryName(type);
    return (name === "Promise" || name === "PromiseLike") && type.isTypeReference() ? this.checker.getTypeArguments(type)[0] : undefined;
  }

  /** The schema title of an artifact class's instances: what the brand of `Artifact` says, `system.Artifact` where it is open. */
  artifactTitle(type: Type): string | undefined {
    if (!((type.getSymbol()?.flags ?? 0) & SymbolFlags.Class)) return undefined;
    const brand = this.checker.getPropertiesOfType(type).find((property) => this.#isArtifactBrand(property));
    if (!brand) return undefined;
    const title = this.checker.getTypeOfSymbol(brand);
    return title?.isStringLiteralType() ? title.value : "system.Artifact";
  }

  /** The checker names a property after a unique symbol by the symbol's variable and a number: `__@schemaTitle@123`. */
  #isArtifactBrand({ escapedName, declarations }: CheckerSymbol): boolean {
    return escapedName.startsWith("__@schemaTitle@") && declarations.some(({ path }) => this.#isDslFile(path));
  }

  /** Whether values of the type can be called or constructed. */
  isFunction(type: Type): boolean {
    const { checker } = this;
    return (
      checker.getSignaturesOfType(type, SignatureKind.Call).length > 0 ||
      checker.getSignaturesOfType(type, SignatureKind.Construct).length > 0
    );
  }
}

export function isClassOrInterface(type: Type): boolean {
  return type.isObjectType() && (type.objectFlags & (ObjectFlags.ClassOrInterface | ObjectFlags.Reference)) !== 0;
}

/** Whether a property is one of data: not branded by a unique symbol, which JSON would not carry. */
export function isDataProperty({ escapedName }: CheckerSymbol): boolean {
  return !escapedName.startsWith("__@");
}
