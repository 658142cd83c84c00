import {
  type CallExpression,
  type ImportDeclaration,
  isCallExpression,
  isIdentifier,
  isImportDeclaration,
  isNamedImports,
  isNamespaceImport,
  isPropertyAccessExpression,
  isStringLiteral,
  type Node,
  type SourceFile,
} from "../1-read/syntax.ts";

export const DSL = "@typeline/dsl";

/** What makes a declaration that the compiler reads. Calling one has no effect but the value. */
const MAKERS = new Set(["component", "container", "python", "pipeline", "artifact"]);

/** Recognises the calls of `component`, `pipeline`, `artifact`… in a file by its imports of `@typeline/dsl`. */
export function makerCalls(file: SourceFile): (node: Node) => node is CallExpression {
  return callsOf(file, MAKERS);
}

/** Recognises the calls of `buildEnv`. */
export function buildEnvCalls(file: SourceFile): (node: Node) => node is CallExpression {
  return callsOf(file, new Set(["buildEnv"]));
}

function callsOf(file: SourceFile, names: ReadonlySet<string>): (node: Node) => node is CallExpression {
  const makers = new Set<string>();
  const namespaces = new Set<string>();
  for (const { importClause } of importsOf(file, DSL)) {
    const bindings = importClause?.namedBindings;
    if (bindings && isNamespaceImport(bindings)) namespaces.add(bindings.name.text);
    if (!bindings || !isNamedImports(bindings)) continue;
    for (const { name, propertyName } of bindings.elements) if (names.has((propertyName ?? name).text)) makers.add(name.text);
  }
  return (node): node is CallExpression => {
    if (!isCallExpression(node)) return false;
    const callee = node.expression;
    if (isIdentifier(callee)) return makers.has(callee.text);
    return (
      isPropertyAccessExpression(callee) &&
      isIdentifier(callee.expression) &&
      namespaces.has(callee.expression.text) &&
      names.has(callee.name.text)
    );
  };
}

/** The import declarations of a file from one module. */
export function importsOf(file: SourceFile, module: string): ImportDeclaration[] {
  return file.statements
    .filter(isImportDeclaration)
    .filter(({ moduleSpecifier }) => isStringLiteral(moduleSpecifier) && moduleSpecifier.text === module);
}
