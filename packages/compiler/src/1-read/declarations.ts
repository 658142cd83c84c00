import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Checker, type Symbol as CheckerSymbol, SymbolFlags } from "typescript/unstable/sync";
import type { Declaration } from "./program.ts";
import { isOwnFile, type SourceFiles } from "./source-files.ts";
import {
  type ExportDeclaration,
  type Expression,
  type Identifier,
  type ImportDeclaration,
  type Node,
  type PropertyAccessExpression,
  type SourceFile,
  type StringLiteral,
  SyntaxKind,
} from "./syntax.ts";
import { ancestor } from "./tsconfig.ts";

const DSL_PACKAGE = "@typeline/dsl";

/** Follows names to what they stand for, through imports and re-exports. */
export class Declarations {
  readonly #files: SourceFiles;
  readonly #exports = new Map<SourceFile, ReadonlyMap<string, Declaration>>();
  readonly #packages = new Map<string, boolean>();

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  /** What an identifier, `ns.name`, or the name in an import or export specifier stands for. */
  of(node: Node): Declaration | undefined {
    if (node.kind === SyntaxKind.PropertyAccessExpression) return this.#member(node as PropertyAccessExpression);
    const { checker } = this.#files.projectOf(node);
    const symbol = symbolOf(checker, node);
    return symbol && this.#resolve(symbol, checker, node.getSourceFile());
  }

  /** The exported declarations of a module by name; `default` is a name too. Types are left out. */
  exportsOf(file: SourceFile): ReadonlyMap<string, Declaration> {
    let exports = this.#exports.get(file);
    if (exports) return exports;
    const { checker } = this.#files.projectOf(file);
    const module = checker.getSymbolAtLocation(file);
    const entries = (module ? checker.getExportsOfModule(module) : []).flatMap((symbol): [string, Declaration][] => {
      const declaration = this.#resolve(symbol, checker, file);
      return declaration ? [[symbol.name, declaration]] : [];
    });
    exports = new Map(entries);
    this.#exports.set(file, exports);
    return exports;
  }

  /** Whether a file is of the package that authors import: its nearest `package.json` says so. */
  isDslFile(path: string): boolean {
    const folder = dirname(path);
    let answer = this.#packages.get(folder);
    if (answer === undefined) {
      answer = packageName(folder) === DSL_PACKAGE;
      this.#packages.set(folder, answer);
    }
    return answer;
  }

  #member({ expression, name }: PropertyAccessExpression): Declaration | undefined {
    const base = this.of(expression as Expression);
    if (base?.kind === "module") return this.exportsOf(base.file).get((name as Identifier).text);
    if (base?.kind === "library" && base.name === "*") return { ...base, name: (name as Identifier).text };
    return undefined;
  }

  /** Goes from alias to alias, so that data files and the public names of packages are seen on the way. */
  #resolve(start: CheckerSymbol, checker: Checker, from: SourceFile): Declaration | undefined {
    let symbol: CheckerSymbol | undefined = start;
    let via: Import | undefined;
    for (const seen = new Set<CheckerSymbol>(); symbol && !seen.has(symbol); symbol = checker.getImmediateAliasedSymbol(symbol)) {
      seen.add(symbol);
      const handle: CheckerSymbol["declarations"][number] | undefined = symbol.valueDeclaration ?? symbol.declarations[0];
      if (!handle) return undefined;
      if (this.isDslFile(handle.path)) return this.#dslName(symbol, handle.path);
      if (!(symbol.flags & SymbolFlags.Alias)) return this.#declared(symbol, handle.path, handle.resolve(), via, from);
      const alias = handle.resolve();
      const step = alias && importOf(alias);
      if (step) {
        const data = this.#dataFile(step);
        if (data) return data;
        if (isOwnFile(alias.getSourceFile())) via = step;
      }
    }
    return undefined;
  }

  #dslName(symbol: CheckerSymbol, path: string): Declaration | undefined {
    if (!(symbol.flags & SymbolFlags.ValueModule)) return { kind: "dsl", name: symbol.name };
    const file = this.#files.get(path);
    return file && { kind: "module", file };
  }

  #declared(
    symbol: CheckerSymbol,
    path: string,
    node: Node | undefined,
    via: Import | undefined,
    from: SourceFile,
  ): Declaration | undefined {
    const file = this.#files.get(path);
    if (!file || !node || !(symbol.flags & (SymbolFlags.Value | SymbolFlags.ValueModule))) return undefined;
    if (file.fileName.endsWith(".json")) return { kind: "data", path: file.fileName, format: "json" };
    if (isOwnFile(file)) return node.kind === SyntaxKind.SourceFile ? { kind: "module", file } : { kind: "source", node, file };
    if (via) return { kind: "library", module: via.specifier.text, name: via.name };
    return file === from ? { kind: "source", node, file } : { kind: "global", name: symbol.name };
  }

  /** `import x from "./x.json"`, or anything imported `with { type: "text" }`. */
  #dataFile({ specifier, statement }: Import): Declaration | undefined {
    const type = statement.attributes?.attributes
      .map((attribute) => (attribute.name.text === "type" ? (attribute.value as StringLiteral).text : undefined))
      .find((value) => value !== undefined);
    if (type !== "text" && type !== "json" && !specifier.text.endsWith(".json")) return undefined;
    const relative = specifier.text.startsWith(".") || specifier.text.startsWith("/");
    const path = relative ? resolve(dirname(statement.getSourceFile().fileName), specifier.text) : this.#files.target(specifier)?.fileName;
    return path === undefined ? undefined : { kind: "data", path, format: type === "text" ? "text" : "json" };
  }
}

/** An import or re-export of one name: what is asked of which module. */
interface Import {
  readonly specifier: StringLiteral;
  readonly statement: ImportDeclaration | ExportDeclaration;
  /** In the module; `default`, or `*` for the module itself. */
  readonly name: string;
}

function importOf(alias: Node): Import | undefined {
  let statement = alias;
  while (statement.kind !== SyntaxKind.ImportDeclaration && statement.kind !== SyntaxKind.ExportDeclaration) {
    if (!statement.parent || statement.kind === SyntaxKind.SourceFile) return undefined;
    statement = statement.parent;
  }
  const specifier = (statement as ImportDeclaration | ExportDeclaration).moduleSpecifier as StringLiteral | undefined;
  // TypeScript parses any expression there, and says nothing of it in a file that it is not to check.
  if (specifier?.kind !== SyntaxKind.StringLiteral) return undefined;
  return { specifier, statement: statement as ImportDeclaration | ExportDeclaration, name: importedName(alias) };
}

function importedName(alias: Node): string {
  if (alias.kind === SyntaxKind.ImportClause) return "default";
  if (alias.kind === SyntaxKind.NamespaceImport || alias.kind === SyntaxKind.NamespaceExport) return "*";
  const { propertyName, name } = alias as Node & { propertyName?: Identifier; name?: Identifier };
  return (propertyName ?? name)?.text ?? "*";
}

/** The symbol that a name refers to, rather than the one that it declares. */
function symbolOf(checker: Checker, node: Node): CheckerSymbol | undefined {
  if (node.parent?.kind === SyntaxKind.ShorthandPropertyAssignment) return checker.getShorthandAssignmentValueSymbol(node.parent);
  if (node.parent?.kind === SyntaxKind.ExportSpecifier) return checker.getExportSpecifierLocalTargetSymbol(node.parent);
  return checker.getSymbolAtLocation(node);
}

/** The name in the nearest `package.json` that has one: a `dist/package.json` with nothing but a `type` does not count. */
function packageName(folder: string): string | undefined {
  const holder = ancestor(folder, "package.json");
  if (!holder) return undefined;
  const name = readName(join(holder, "package.json"));
  return name === undefined && dirname(holder) !== holder ? packageName(dirname(holder)) : name;
}

function readName(path: string): string | undefined {
  try {
    return (JSON.parse(readFileSync(path, "utf8")) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
