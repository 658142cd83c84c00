import { type Message, messages } from "@typeline/diagnostics";
import { type LabeledStatement, type MetaProperty, type Node, SyntaxKind } from "../1-read/syntax.ts";
import { type Context, excerpt, fail } from "./context.ts";
import type { Poison } from "./values.ts";
import { COMPOUND, OPERATORS, syntaxName } from "./vocabulary.ts";

/*
 * What becomes of each kind of syntax node that TypeScript has, in a pipeline's body: it is read with TypeScript's own meaning, refused with a
 * message of its own, or cannot stand there. A test walks TypeScript's list, and fails for a kind that is in none of these tables, or in two.
 */

const named = (names: string): readonly SyntaxKind[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => SyntaxKind[name as keyof typeof SyntaxKind]);

/** Read, by the file of this folder that does it. */
export const LOWERED: Readonly<Record<string, readonly SyntaxKind[]>> = {
  "statements.ts": named(`
    Block VariableStatement VariableDeclarationList VariableDeclaration ExpressionStatement ReturnStatement BreakStatement ContinueStatement
    EmptyStatement FunctionDeclaration InterfaceDeclaration TypeAliasDeclaration JSTypeAliasDeclaration`),
  "conditionals.ts": named("IfStatement SwitchStatement CaseBlock CaseClause DefaultClause ConditionalExpression"),
  "loops.ts": named("ForStatement ForOfStatement"),
  "tries.ts": named("TryStatement CatchClause ThrowStatement"),
  "names.ts": named("Identifier EnumDeclaration EnumMember"),
  "functions.ts": named("Parameter"),
  "patterns.ts": named("ObjectBindingPattern ArrayBindingPattern BindingElement"),
  "members.ts": named("ComputedPropertyName"),
  "expressions.ts": named(`
    StringLiteral NoSubstitutionTemplateLiteral NumericLiteral TrueKeyword FalseKeyword NullKeyword
    ParenthesizedExpression AsExpression SatisfiesExpression TypeAssertionExpression ExpressionWithTypeArguments NonNullExpression
    AwaitExpression VoidExpression ArrowFunction FunctionExpression PropertyAccessExpression ElementAccessExpression QuestionDotToken`),
  "literals.ts": named(`
    TemplateExpression TemplateHead TemplateSpan TemplateMiddle TemplateTail
    ArrayLiteralExpression SpreadElement DotDotDotToken OmittedExpression
    ObjectLiteralExpression PropertyAssignment ShorthandPropertyAssignment SpreadAssignment MethodDeclaration`),
  "calls.ts": named("CallExpression NewExpression"),
  "operators.ts": [
    ...named("BinaryExpression PrefixUnaryExpression PostfixUnaryExpression TypeOfExpression EqualsToken CommaToken"),
    ...named("PlusPlusToken MinusMinusToken"),
    ...OPERATORS.keys(),
    ...COMPOUND.keys(),
  ],
};

type Refusal = (p: { text: string }, node: Node) => Message;

/** Refused, wherever such a node stands. */
export const REFUSED: ReadonlyMap<SyntaxKind, Refusal> = new Map<SyntaxKind, Refusal>([
  [SyntaxKind.RegularExpressionLiteral, messages.regularExpression],
  [SyntaxKind.BigIntLiteral, messages.bigIntLiteral],
  [SyntaxKind.TaggedTemplateExpression, messages.taggedTemplate],
  [SyntaxKind.DeleteExpression, messages.deletesProperty],
  [SyntaxKind.InstanceOfKeyword, messages.instanceOf],
  [SyntaxKind.ThisKeyword, messages.thisKeyword],
  [SyntaxKind.SuperKeyword, messages.superKeyword],
  [SyntaxKind.ImportKeyword, messages.dynamicImport],
  [SyntaxKind.MetaProperty, metaProperty],
  [SyntaxKind.YieldExpression, messages.generatorFunction],
  [SyntaxKind.GetAccessor, messages.accessor],
  [SyntaxKind.SetAccessor, messages.accessor],
  [SyntaxKind.LabeledStatement, (_, node) => messages.label({ text: `${(node as LabeledStatement).label.text}:` })],
  [SyntaxKind.DebuggerStatement, messages.debuggerStatement],
  [SyntaxKind.WhileStatement, messages.whileLoop],
  [SyntaxKind.DoStatement, messages.doLoop],
  [SyntaxKind.ForInStatement, messages.forInLoop],
  [SyntaxKind.WithStatement, messages.withStatement],
  [SyntaxKind.ClassDeclaration, messages.classInside],
  [SyntaxKind.ClassExpression, messages.classInside],
  [SyntaxKind.JsxElement, messages.jsx],
  [SyntaxKind.JsxSelfClosingElement, messages.jsx],
  [SyntaxKind.JsxFragment, messages.jsx],
]);

/** Parts of what is refused: they are never looked at. */
export const REFUSED_WITH: ReadonlyMap<SyntaxKind, readonly SyntaxKind[]> = new Map([
  [
    SyntaxKind.ClassDeclaration,
    named(`
      HeritageClause Constructor PropertyDeclaration PrivateIdentifier ClassStaticBlockDeclaration SemicolonClassElement Decorator`),
  ],
  [
    SyntaxKind.JsxElement,
    named(`
      JsxOpeningElement JsxClosingElement JsxOpeningFragment JsxClosingFragment JsxAttributes JsxAttribute JsxNamespacedName JsxSpreadAttribute
      JsxExpression JsxText`),
  ],
]);

/** What cannot stand in a body, or says nothing there, and why. */
export const APART: Readonly<Record<string, readonly SyntaxKind[]>> = {
  "belongs to the top level of a module": named(`
    SourceFile ModuleDeclaration ModuleBlock ImportDeclaration ImportClause NamespaceImport NamedImports ImportSpecifier ImportAttributes
    ImportAttribute ImportEqualsDeclaration ExternalModuleReference JSImportDeclaration ExportAssignment ExportDeclaration NamedExports
    NamespaceExport ExportSpecifier NamespaceExportDeclaration MissingDeclaration`),
  "is a type": named(`
    QualifiedName TypeParameter PropertySignature MethodSignature CallSignature ConstructSignature IndexSignature TypePredicate
    TypeReference FunctionType ConstructorType TypeQuery TypeLiteral ArrayType TupleType OptionalType RestType UnionType
    IntersectionType ConditionalType InferType ParenthesizedType ThisType TypeOperator IndexedAccessType MappedType LiteralType
    NamedTupleMember TemplateLiteralType TemplateLiteralTypeSpan ImportType`),
  "is a word or sign of what it belongs to": named(`
    OpenBraceToken CloseBraceToken OpenParenToken CloseParenToken OpenBracketToken CloseBracketToken DotToken SemicolonToken
    LessThanSlashToken EqualsGreaterThanToken QuestionToken ColonToken AtToken BacktickToken HashToken BreakKeyword CaseKeyword
    CatchKeyword ClassKeyword ConstKeyword ContinueKeyword DebuggerKeyword DefaultKeyword DeleteKeyword DoKeyword ElseKeyword
    EnumKeyword ExportKeyword ExtendsKeyword FinallyKeyword ForKeyword FunctionKeyword IfKeyword ReturnKeyword SwitchKeyword
    ThrowKeyword TryKeyword TypeOfKeyword VarKeyword VoidKeyword WhileKeyword WithKeyword ImplementsKeyword InterfaceKeyword LetKeyword NewKeyword
    PackageKeyword PrivateKeyword ProtectedKeyword PublicKeyword StaticKeyword YieldKeyword AbstractKeyword AccessorKeyword AsKeyword
    AssertsKeyword AssertKeyword AnyKeyword AsyncKeyword AwaitKeyword BooleanKeyword ConstructorKeyword DeclareKeyword GetKeyword
    ImmediateKeyword InferKeyword IntrinsicKeyword IsKeyword KeyOfKeyword ModuleKeyword NamespaceKeyword NeverKeyword OutKeyword
    ReadonlyKeyword RequireKeyword NumberKeyword ObjectKeyword SatisfiesKeyword SetKeyword StringKeyword SymbolKeyword TypeKeyword
    UndefinedKeyword UniqueKeyword UnknownKeyword UsingKeyword FromKeyword GlobalKeyword BigIntKeyword OverrideKeyword OfKeyword
    DeferKeyword`),
  "is a comment": named(`
    SingleLineCommentTrivia MultiLineCommentTrivia NewLineTrivia WhitespaceTrivia ConflictMarkerTrivia NonTextFileMarkerTrivia
    JSDocCommentTextToken JSDocTypeExpression JSDocNameReference JSDocAllType JSDocNullableType JSDocNonNullableType JSDocOptionalType
    JSDocVariadicType JSDoc JSDocText JSDocTypeLiteral JSDocSignature JSDocLink JSDocLinkCode JSDocLinkPlain JSDocUnknownTag
    JSDocAugmentsTag JSDocImplementsTag JSDocDeprecatedTag JSDocPublicTag JSDocPrivateTag JSDocProtectedTag JSDocReadonlyTag
    JSDocOverrideTag JSDocCallbackTag JSDocOverloadTag JSDocParameterTag JSDocReturnTag JSDocThisTag JSDocTypeTag JSDocTemplateTag
    JSDocTypedefTag JSDocSeeTag JSDocPropertyTag JSDocThrowsTag JSDocSatisfiesTag JSDocImportTag`),
  "is made by TypeScript itself, and in no source": named(`
    Unknown EndOfFile JsxTextAllWhiteSpaces SyntheticExpression SyntaxList NotEmittedStatement PartiallyEmittedExpression
    SyntheticReferenceExpression NotEmittedTypeElement`),
};

/** Refuses a node whose kind has no meaning here. */
export function refuse(cx: Context, node: Node, kind: SyntaxKind = node.kind): Poison {
  const text = excerpt(cx, node);
  const refusal = REFUSED.get(kind) ?? (() => messages.outOfPlace({ text, kind: syntaxName(kind) }));
  return fail(cx, node, refusal({ text }, node));
}

/** `import.meta`, `new.target`. */
function metaProperty(p: { text: string }, node: Node): Message {
  const { keywordToken } = node as MetaProperty;
  return keywordToken === SyntaxKind.NewKeyword ? messages.newTarget(p) : messages.importMeta(p);
}
