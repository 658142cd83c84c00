import { type CallExpression, type Identifier, type Node, type PropertyAccessExpression, SyntaxKind } from "../1-read/syntax.ts";
import { isReference } from "./captures.ts";
import { type Context, fileOf } from "./context.ts";
import { declarationOf } from "./names.ts";
import { meaningIn, type Scope } from "./scope.ts";
import { ComponentRef, DslName, Fn, type Meaning, PipelineRef, Rec } from "./values.ts";

/** Functions of `@typeline/dsl` whose calls make something that makes tasks, or that make one. */
const MAKERS = new Set(["component", "container", "python", "pipeline", "compute", "importArtifact"]);

/**
 * Whether reading a piece of source would make tasks: it calls a component or pipeline, itself or through functions of the project, or
 * throws. Only names are looked at: nothing is evaluated, so nothing is reported.
 */
export function makesTasks(cx: Context, node: Node, scope: Scope): boolean {
  return new Search(cx).search(node, scope);
}

class Search {
  readonly #cx: Context;
  readonly #seen = new Set<Node>();
  constructor(cx: Context) {
    this.#cx = cx;
  }

  search(node: Node, scope: Scope | undefined): boolean {
    if (this.#seen.has(node)) return false;
    this.#seen.add(node);
    let found = false;
    const visit = (at: Node): void => {
      if (found) return;
      if (at.kind === SyntaxKind.ThrowStatement) found = true;
      else if (at.kind === SyntaxKind.Identifier && isReference(at as Identifier) && mayBeCalled(at as Identifier))
        found = this.#makes(at as Identifier, scope);
      if (!found) at.forEachChild(visit);
    };
    visit(node);
    return found;
  }

  #makes(name: Identifier, scope: Scope | undefined): boolean {
    const binding = scope?.find(name.text);
    if (binding) return this.#meaning(meaningIn(binding));
    if (!isDeclaredOutside(name)) return false;
    const declaration = declarationOf(this.#cx, name);
    if (declaration?.kind === "dsl") return MAKERS.has(declaration.name);
    if (declaration?.kind === "source") return this.#declared(declaration.node);
    if (declaration?.kind !== "module") return false;
    const member = (name.parent as PropertyAccessExpression).name;
    const exported = member && this.#cx.program.exportsOf(declaration.file).get(member.text);
    return exported?.kind === "source" && this.#declared(exported.node);
  }

  #meaning(meaning: Meaning): boolean {
    if (meaning instanceof ComponentRef || meaning instanceof PipelineRef) return true;
    if (meaning instanceof DslName) return MAKERS.has(meaning.name);
    if (meaning instanceof Fn) return this.search(meaning.node, meaning.scope);
    if (Array.isArray(meaning)) return meaning.some((item) => this.#meaning(item));
    return meaning instanceof Rec && [...meaning.fields.values()].some((item) => this.#meaning(item));
  }

  /** A declaration of a module: a component or pipeline, or a function or object that leads to one. */
  #declared(node: Node): boolean {
    return this.search(node, undefined);
  }
}

/** Names that are called, that are passed on, or whose member is: all but what is only compared or calculated with. */
function mayBeCalled(name: Identifier): boolean {
  let at: Node = name;
  while (
    (at.parent?.kind === SyntaxKind.PropertyAccessExpression || at.parent?.kind === SyntaxKind.ElementAccessExpression) &&
    (at.parent as PropertyAccessExpression).expression === at
  )
    at = at.parent;
  const { parent } = at;
  if (!parent) return true;
  if (parent.kind === SyntaxKind.CallExpression) return (parent as CallExpression).expression === at || at === name;
  return at === name && parent.kind !== SyntaxKind.BinaryExpression;
}

/** Whether a name can be one of the module's own: it is asked of the checker otherwise for each local variable. */
function isDeclaredOutside(name: Identifier): boolean {
  return topLevelNames(fileOf(name)).has(name.text);
}

const namesOf = new WeakMap<Node, ReadonlySet<string>>();

/** The names that a module declares or imports at its top level. */
function topLevelNames(file: Node): ReadonlySet<string> {
  let names = namesOf.get(file);
  if (names) return names;
  const found = new Set<string>();
  const collect = (node: Node): void => {
    const { name } = node as { readonly name?: Identifier };
    if (name?.kind === SyntaxKind.Identifier) found.add(name.text);
    if (node.kind === SyntaxKind.Block || node.kind === SyntaxKind.ArrowFunction || node.kind === SyntaxKind.FunctionExpression) return;
    node.forEachChild(collect);
  };
  file.forEachChild((statement) => {
    const { name } = statement as unknown as { readonly name?: Identifier };
    if (name?.kind === SyntaxKind.Identifier) found.add(name.text);
    if (statement.kind === SyntaxKind.VariableStatement || statement.kind === SyntaxKind.ImportDeclaration) statement.forEachChild(collect);
  });
  names = found;
  namesOf.set(file, names);
  return names;
}
