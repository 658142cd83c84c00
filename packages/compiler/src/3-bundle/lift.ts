import { basename } from "node:path";
import MagicString from "magic-string";
import {
  isClassLikeDeclaration,
  isExportAssignment,
  isFunctionLikeDeclaration,
  isIdentifier,
  isModuleBlock,
  isModuleDeclaration,
  isSourceFile,
  isStringLiteral,
  isVariableStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "../1-read/syntax.ts";
import { type ImportView, importViews } from "./import-views.ts";
import { buildEnvCalls, makerCalls } from "./makers.ts";

/** A variable of the build; `undefined` if it is not set. */
export type BuildEnv = (name: string) => string | undefined;

/** A function that becomes an export of its module. */
export interface Lift {
  readonly fn: Node;
  /** Names of enclosing functions that it uses: the export is then a function of these that gives the function. */
  readonly parameters: readonly string[];
  /** The name that a captured function is known by, also to itself. */
  readonly self?: string | undefined;
}

/** A module with its functions lifted. */
export interface LiftedModule {
  /** TypeScript, with an inline source map to the author's text. */
  readonly contents: string;
  /** Names of the exports that were added, by function. */
  readonly exports: ReadonlyMap<Node, string>;
  /** What imports of the contents, `typeline:import/<index>`, stand for. */
  readonly imports: readonly ImportView[];
}

export const IMPORT_VIEW = "typeline:import/";
const PURE = "/* @__PURE__ */ ";

/**
 * Makes the functions of a file's components exports of it (lambda lifting), so that an entry module can import one and esbuild shakes the rest
 * off. A function is *moved*, to before the top-level statement that it stands in, and not copied: source maps still lead to the author's lines.
 * Everything else keeps its meaning.
 */
export function liftModule(file: SourceFile, lifts: readonly Lift[], buildEnv: BuildEnv): LiftedModule {
  const text = new MagicString(file.text);
  bakeBuildEnv(text, file, buildEnv);
  const exports = new Map<Node, string>();
  const prefix = unusedPrefix(file.text);
  for (const lift of [...lifts].sort((a, b) => a.fn.pos - b.fn.pos || a.fn.end - b.fn.end)) {
    const name = `${prefix}${exports.size}`;
    exports.set(lift.fn, name);
    liftFunction(text, file, lift, name);
  }
  markPure(text, file, new Set(lifts.map(({ fn }) => fn.parent)));
  const imports = importViews(file);
  for (const [index, { specifier }] of imports.entries())
    text.overwrite(specifier.getStart(file), specifier.end, JSON.stringify(IMPORT_VIEW + index));
  const map = text.generateMap({ source: basename(file.fileName), hires: "boundary" });
  return { contents: `${text}\n//# sourceMappingURL=${map.toUrl()}\n`, exports, imports };
}

function unusedPrefix(text: string): string {
  let prefix = "typeline__";
  while (text.includes(prefix)) prefix += "_";
  return prefix;
}

function liftFunction(text: MagicString, file: SourceFile, { fn, parameters, self }: Lift, name: string): void {
  const start = fn.getStart(file);
  const { statement, namespaces } = placeOf(fn);
  if (namespaces.length > 0) text.append(`\nexport const ${name} = ${[...namespaces, name].join(".")};`);
  else if (isIdentifier(fn) && parameters.length === 0) {
    text.append(`\nexport { ${fn.text} as ${name} };`);
    return;
  }
  const [before, after] = wrapping(parameters, self);
  text.appendLeft(start, inItsPlace(fn, parameters, name));
  text.prependRight(start, `export const ${name} = ${before}`);
  text.appendLeft(fn.end, `${after};\n`);
  text.move(start, fn.end, statement.getStart(file));
}

/** What stands around a lifted function: it is given what it captures, and knows itself by its own name. */
function wrapping(parameters: readonly string[], self: string | undefined): readonly [before: string, after: string] {
  const list = `(${parameters.join(", ")})`;
  if (self === undefined) return parameters.length === 0 ? ["(", ")"] : [`${list} => (`, ")"];
  const [before, after] = [`${list} => { const ${self} = (`, `); return ${self}; }`];
  return parameters.length === 0 ? [`${PURE}(${before}`, `${after})()`] : [before, after];
}

/** What stands where the function stood. */
function inItsPlace(fn: Node, parameters: readonly string[], name: string): string {
  const reference = parameters.length > 0 ? `${name}(${parameters.join(", ")})` : name;
  if (fn.kind !== SyntaxKind.FunctionDeclaration) return reference;
  const declared = (fn as Node & { readonly name?: { readonly text: string } }).name;
  return declared ? `var ${declared.text} = ${reference};` : `${reference};`;
}

/** The statement of a module's or namespace's top level that holds a node, and the namespaces around it, outermost first. */
function placeOf(node: Node): { readonly statement: Node; readonly namespaces: readonly string[] } {
  let statement = node;
  while (!isSourceFile(statement.parent) && !isModuleBlock(statement.parent)) statement = statement.parent;
  const namespaces: string[] = [];
  for (let outer: Node = statement.parent; !isSourceFile(outer); outer = outer.parent) {
    if (isModuleDeclaration(outer) && isIdentifier(outer.name)) namespaces.unshift(outer.name.text);
  }
  return { statement, namespaces };
}

/**
 * Tells esbuild that a top-level declaration that makes components, pipelines or artifact classes has no effect but its value, whatever its options
 * call: by the rules of the language it is read, and evaluated by the compiler. Other statements keep their effects.
 */
function markPure(text: MagicString, file: SourceFile, made: ReadonlySet<Node>): void {
  const isMakerCall = makerCalls(file);
  const makes = (node: Node): boolean => isMakerCall(node) || made.has(node);
  for (const initializer of topLevelValues(file)) {
    if (!containsOutsideFunctions(initializer, makes) || containsOutsideFunctions(initializer, waits)) continue;
    text.appendLeft(initializer.getStart(file), `${PURE}(() => (`);
    text.prependRight(initializer.end, "))()");
  }
  const visit = (node: Node): void => {
    // `class Index extends artifact("acme.Index") {}`, and a call that stands alone.
    if (
      isMakerCall(node) &&
      (node.parent.kind === SyntaxKind.ExpressionWithTypeArguments || node.parent.kind === SyntaxKind.ExpressionStatement)
    ) {
      text.appendLeft(node.getStart(file), PURE);
    }
    node.forEachChild(visit);
  };
  visit(file);
}

/** `buildEnv("REGION", "eu")` → its value: the variable is the compiler's, and a task would read its own. */
function bakeBuildEnv(text: MagicString, file: SourceFile, buildEnv: BuildEnv): void {
  if (!file.text.includes("buildEnv")) return;
  const isBuildEnv = buildEnvCalls(file);
  const visit = (node: Node): void => {
    const [name, fallback] = isBuildEnv(node)
      ? node.arguments.map((argument) => (isStringLiteral(argument) ? argument.text : undefined))
      : [];
    const value = name === undefined ? undefined : (buildEnv(name) ?? fallback);
    if (value !== undefined) text.update(node.getStart(file), node.end, JSON.stringify(value));
    else node.forEachChild(visit);
  };
  visit(file);
}

/** Initialisers of a file's top-level variables, and its default export. */
function topLevelValues(file: SourceFile): Node[] {
  return file.statements.flatMap((statement) => {
    if (isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? []);
    return isExportAssignment(statement) ? [statement.expression] : [];
  });
}

const waits = (node: Node): boolean => node.kind === SyntaxKind.AwaitExpression;

function containsOutsideFunctions(node: Node, wanted: (node: Node) => boolean): boolean {
  if (wanted(node)) return true;
  if (isFunctionLikeDeclaration(node) || isClassLikeDeclaration(node)) return false;
  return node.forEachChild((child) => containsOutsideFunctions(child, wanted) || undefined) ?? false;
}
