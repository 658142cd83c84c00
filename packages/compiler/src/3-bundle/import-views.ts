import {
  type Identifier,
  type ImportDeclaration,
  type ImportSpecifier,
  isIdentifier,
  isImportDeclaration,
  isNamedImports,
  isPropertyAccessExpression,
  isStringLiteral,
  type Node,
  type SourceFile,
  type StringLiteral,
  SyntaxKind,
} from "../1-read/syntax.ts";

/**
 * One import declaration of a file that holds components, bundled through a module of its own without side effects, which exports only the
 * names that the declaration imports. So a component does not carry what only its neighbours in the file import, though
 * loading that has effects (as esbuild must assume of most packages). It is TypeScript's own rule for an import of which no name is used,
 * applied after shaking: `import "x"` is for effects, and stays; `import { y } from "x"` is for `y`.
 */
export interface ImportView {
  readonly specifier: StringLiteral;
  /** The text of the module between. */
  readonly text: string;
}

/** The views of a file's imports, in source order. Imports that are not seen through one stay as they are. */
export function importViews(file: SourceFile): ImportView[] {
  return file.statements.filter(isImportDeclaration).flatMap((declaration) => {
    const specifier = declaration.moduleSpecifier;
    // Of our own packages and of what an attribute imports, esbuild knows already that loading has no effect.
    if (!isStringLiteral(specifier) || specifier.text.startsWith("@typeline/") || declaration.attributes) return [];
    const names = importedNames(file, declaration);
    if (!names || names.length === 0) return [];
    return [{ specifier, text: `export { ${names.join(", ")} } from ${JSON.stringify(specifier.text)};\n` }];
  });
}

/** The module's names that are imported, as they stand in an export clause; `undefined` if they cannot be told. */
function importedNames(file: SourceFile, { importClause }: ImportDeclaration): string[] | undefined {
  if (!importClause || importClause.phaseModifier !== undefined) return undefined;
  const names = new Set<string>(importClause.name ? ["default"] : []);
  const bindings = importClause.namedBindings;
  if (bindings && isNamedImports(bindings)) {
    for (const element of bindings.elements) if (!element.isTypeOnly) names.add(exportedName(element));
  } else if (bindings) {
    const properties = propertiesRead(file, bindings.name);
    if (!properties) return undefined;
    for (const property of properties) names.add(property);
  }
  return [...names];
}

function exportedName({ propertyName, name }: ImportSpecifier): string {
  const imported: Node & { readonly text: string } = propertyName ?? name;
  return isStringLiteral(imported) ? JSON.stringify(imported.text) : imported.text;
}

/** Which properties are read of a namespace; `undefined` if it is used in any other way. Names alone decide, so a shadowing name only adds. */
function propertiesRead(file: SourceFile, namespace: Identifier): Set<string> | undefined {
  const properties = new Set<string>();
  let escapes = false;
  const visit = (node: Node): void => {
    if (isIdentifier(node) && node.text === namespace.text && node !== namespace) {
      const { parent } = node;
      if (isPropertyAccessExpression(parent)) {
        if (parent.expression === node) properties.add(parent.name.text);
      } else if (parent.kind !== SyntaxKind.QualifiedName) escapes = true;
    }
    node.forEachChild(visit);
  };
  visit(file);
  return escapes ? undefined : properties;
}
