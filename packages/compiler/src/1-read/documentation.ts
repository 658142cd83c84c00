import { getTextOfJSDocComment, isJSDoc, type JSDocComment, type Node, type NodeArray, SyntaxKind } from "./syntax.ts";

/** The TSDoc comment before a declaration, without its tags; of a variable, the one before its statement. Links become their text. */
export function documentationOf(declaration: Node): string | undefined {
  const comment = holders(declaration)
    .flatMap((holder) => holder.jsDoc ?? [])
    .filter(isJSDoc)
    .at(-1)?.comment;
  const text = getTextOfJSDocComment(comment as string | NodeArray<JSDocComment> | undefined);
  return (
    text?.replace(/\{@link(?:code|plain)?\s+([^}|\s]+)(?:\s*\|?\s*([^}]*))?\}/g, (_, target, label) => label?.trim() || target).trim() ||
    undefined
  );
}

/** The nodes before which the comment of a declaration may stand, outermost first. */
function holders(declaration: Node): Node[] {
  const { parent } = declaration;
  if (declaration.kind === SyntaxKind.VariableDeclaration && parent?.parent) return [parent.parent, declaration];
  if (parent && (parent.kind === SyntaxKind.ExportAssignment || parent.kind === SyntaxKind.PropertyAssignment))
    return [parent, declaration];
  return [declaration];
}
