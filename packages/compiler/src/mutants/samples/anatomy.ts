import { type Node, type SourceFile, SyntaxKind } from "../../1-read/syntax.ts";

/** A piece of a file's text that can be mutated. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface NodePart extends Part {
  readonly node: Node;
}

/** A file, taken apart. */
export interface Anatomy {
  readonly text: string;
  readonly expressions: readonly NodePart[];
  readonly statements: readonly NodePart[];
  /** Statements of one block; arguments, elements, properties, parameters of one list. */
  readonly lists: readonly (readonly NodePart[])[];
  readonly types: readonly NodePart[];
  readonly names: readonly NodePart[];
  readonly operators: readonly NodePart[];
  /** `const`, `await`, `?.`… */
  readonly words: readonly NodePart[];
}

/** Takes a file apart. Nodes of pipelines' bodies are there several times: that is where most is to be found. */
export function anatomyOf(file: SourceFile): Anatomy {
  const text = file.text;
  const found = {
    expressions: [] as NodePart[],
    statements: [] as NodePart[],
    lists: [] as NodePart[][],
    types: [] as NodePart[],
    names: [] as NodePart[],
    operators: [] as NodePart[],
    words: [] as NodePart[],
  };
  const part = (node: Node): NodePart => ({
    node,
    start: node.getStart(file),
    end: node.end,
    text: text.slice(node.getStart(file), node.end),
  });
  const visit = (node: Node, times: number): void => {
    const add = (list: NodePart[]): void => {
      for (let time = 0; time < times; time++) list.push(part(node));
    };
    const { kind } = node;
    if (isBetween(kind, SyntaxKind.FirstStatement, SyntaxKind.LastStatement) || DECLARATIONS.has(kind)) add(found.statements);
    else if (EXPRESSIONS.has(kind) && !isName(node)) add(found.expressions);
    else if (isBetween(kind, SyntaxKind.FirstTypeNode, SyntaxKind.LastTypeNode) || TYPE_WORDS.has(kind)) add(found.types);
    else if (isBetween(kind, SyntaxKind.FirstBinaryOperator, SyntaxKind.LastBinaryOperator)) add(found.operators);
    if (kind === SyntaxKind.Identifier) add(found.names);
    const siblings = new Map<string, NodePart[]>();
    node.forEachChild((child) => {
      if (
        EXPRESSIONS.has(child.kind) ||
        PIECES.has(child.kind) ||
        isBetween(child.kind, SyntaxKind.FirstStatement, SyntaxKind.LastStatement)
      ) {
        const of = PIECES.has(child.kind) ? "pieces" : "others";
        siblings.set(of, [...(siblings.get(of) ?? []), part(child)]);
      }
      visit(child, times === 1 && isPipeline(node) ? 6 : times);
    });
    for (const list of siblings.values()) if (list.length > 1) for (let time = 0; time < times; time++) found.lists.push(list);
  };
  visit(file, 1);
  for (const { index, 0: word } of text.matchAll(/\b(?:const|let|await|async|export|break|continue|return)\b|\?\.|\.\.\.|!(?!=)/g))
    found.words.push({ node: file, start: index, end: index + word.length, text: word });
  return { text, ...found };
}

const isBetween = (kind: SyntaxKind, first: SyntaxKind, last: SyntaxKind): boolean => kind >= first && kind <= last;

function isPipeline(node: Node): boolean {
  return node.kind === SyntaxKind.CallExpression && /^pipeline\b/.test(node.getText());
}

/** A declared name, a property's name, the name of a type: no expression. */
function isName(node: Node): boolean {
  const { name, propertyName } = node.parent as { readonly name?: Node; readonly propertyName?: Node };
  return name === node || propertyName === node || NAMED.has(node.parent.kind) || node.parent.parent?.kind === SyntaxKind.ImportDeclaration;
}

const NAMED: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.TypeReference,
  SyntaxKind.LiteralType,
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ImportAttribute,
  SyntaxKind.LabeledStatement,
]);

const DECLARATIONS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
  SyntaxKind.ImportDeclaration,
]);

/** Members of lists that are no expressions. */
const PIECES: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.SpreadAssignment,
  SyntaxKind.SpreadElement,
  SyntaxKind.BindingElement,
  SyntaxKind.Parameter,
  SyntaxKind.PropertySignature,
  SyntaxKind.CaseClause,
  SyntaxKind.DefaultClause,
  SyntaxKind.VariableDeclaration,
  SyntaxKind.TemplateSpan,
  SyntaxKind.ImportSpecifier,
]);

const TYPE_WORDS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringKeyword,
  SyntaxKind.NumberKeyword,
  SyntaxKind.BooleanKeyword,
  SyntaxKind.UnknownKeyword,
]);

const EXPRESSIONS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateExpression,
  SyntaxKind.TrueKeyword,
  SyntaxKind.FalseKeyword,
  SyntaxKind.NullKeyword,
  SyntaxKind.ArrayLiteralExpression,
  SyntaxKind.ObjectLiteralExpression,
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.ElementAccessExpression,
  SyntaxKind.CallExpression,
  SyntaxKind.NewExpression,
  SyntaxKind.ParenthesizedExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.FunctionExpression,
  SyntaxKind.AwaitExpression,
  SyntaxKind.PrefixUnaryExpression,
  SyntaxKind.PostfixUnaryExpression,
  SyntaxKind.BinaryExpression,
  SyntaxKind.ConditionalExpression,
  SyntaxKind.AsExpression,
  SyntaxKind.SatisfiesExpression,
  SyntaxKind.NonNullExpression,
  SyntaxKind.TypeOfExpression,
  SyntaxKind.VoidExpression,
]);
