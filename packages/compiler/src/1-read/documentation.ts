import { type Node, SyntaxKind } from "./syntax.ts";

/**
 * The TSDoc comment before a declaration, without its tags; of a variable, the one before its statement. Links become their text.
 * It is read from the text, since TypeScript's parser sees no comment on the line of the token before it: `{ /** Rows. *\/ rows: Int }`.
 */
export function documentationOf(declaration: Node): string | undefined {
  for (const holder of holders(declaration)) {
    const text = holder.getSourceFile().text.slice(holder.pos, holder.getStart());
    // All comments in turn, so that what looks like one inside another is not taken for one.
    const comments = text.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? [];
    const comment = comments.findLast((each) => /^\/\*\*[^/]/.test(each))?.slice(3, -2);
    if (comment !== undefined) return describedIn(comment);
  }
  return undefined;
}

/** The nodes before which the comment of a declaration may stand, nearest first. */
function holders(declaration: Node): Node[] {
  const { parent } = declaration;
  if (declaration.kind === SyntaxKind.VariableDeclaration && parent?.parent) return [declaration, parent.parent];
  return parent?.kind === SyntaxKind.ExportAssignment ? [declaration, parent] : [declaration];
}

function describedIn(comment: string): string | undefined {
  const lines = comment.split(/\r?\n/).map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  const firstTag = lines.findIndex((line) => /^\s*@\w/.test(line));
  const text = (firstTag < 0 ? lines : lines.slice(0, firstTag)).join("\n").trim();
  return withPlainLinks(text) || undefined;
}

/** `{@link Dataset}` is `Dataset`; `{@link Dataset | the rows}` is `the rows`. */
function withPlainLinks(text: string): string {
  return text.replace(
    /\{@link(?:code|plain)?\s+([^}|\s]+)(?:\s*\|?\s*([^}]*))?\}/g,
    (_, target: string, label?: string) => label?.trim() || target,
  );
}
