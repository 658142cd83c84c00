/** TypeScript's syntax tree, for the rooms after this one: the only door to `typescript/unstable/ast`. Its factory and scanner stay outside. */
export type * from "typescript/unstable/ast";
export { NodeFlags, SyntaxKind } from "typescript/unstable/ast";
export {
  isArrowFunction,
  isCallExpression,
  isClassLikeDeclaration,
  isExportAssignment,
  isFunctionLikeDeclaration,
  isIdentifier,
  isImportDeclaration,
  isModuleBlock,
  isModuleDeclaration,
  isNamedImports,
  isNamespaceImport,
  isPropertyAccessExpression,
  isSourceFile,
  isStringLiteral,
  isVariableStatement,
} from "typescript/unstable/ast/is";
