export type { PipelineDocument } from "./document.ts";
export { formatDuration, parseDuration } from "./durations.ts";
export { type ConditionResult, conditionRefusal, evaluateCondition } from "./expressions/condition.ts";
export { type Evaluation, evaluate } from "./expressions/evaluate.ts";
export type { ConditionInputs } from "./expressions/executor-input.ts";
export { type ParseResult, parseExpression } from "./expressions/parse.ts";
export { printExpression } from "./expressions/print.ts";
export { evaluateSelector, type SelectorResult, selectorRefusal } from "./expressions/selection.ts";
export { selector, selectorPath } from "./expressions/selector.ts";
export { printString } from "./expressions/strings.ts";
export {
  type BinaryOperator,
  type Expression,
  isFieldName,
  type Literal,
  type MapEntry,
  type MessageField,
  type UnaryOperator,
} from "./expressions/tree.ts";
export type { CelList, CelMap, CelMapEntry, CelMessage, CelValue, Origin } from "./expressions/values/value.ts";
export type { Finding, Path, ReportFinding } from "./finding.ts";
export type * from "./generated/index.ts";
export { checkGraph } from "./graph/graph.ts";
export { createNamer, isPipelineName, kebab, pipelineNamePattern, sanitizeName, uniqueName } from "./names.ts";
export { nearest } from "./nearest.ts";
export { type ParameterFile, readParameterFile } from "./parameters/file.ts";
export { type GivenInputs, type InputsResult, readInputs } from "./parameters/inputs.ts";
export { checkParameter, explainParameter, type ParameterProblem, type ParameterResult, parseParameter } from "./parameters/parameter.ts";
export { parseArgument, placeholdersOf, printArgument } from "./placeholders/argument.ts";
export { parseTemplate, printPlaceholder, printTemplate } from "./placeholders/template.ts";
export { type Argument, type ArtifactProperty, type Placeholder, type RunFact, runFacts, type Template } from "./placeholders/tree.ts";
export { diagnoseProfile } from "./profiles/diagnose.ts";
export { type Engine, engineNamed, engines } from "./profiles/feature.ts";
export { findings, type ProfileFinding } from "./profiles/findings.ts";
export { locate, locationOf, type SourcePlace } from "./profiles/locate.ts";
export { parseCpu, parseMemory, type Quantity } from "./quantities.ts";
export { checkDocument } from "./read/check.ts";
export { type ReadResult, readDocument } from "./read/read.ts";
export { type RootMessage, validate } from "./validate/validate.ts";
export { type ConfigMapContent, type ResourceText, writeConfigMap, writePipelineResources } from "./write/resources.ts";
export { versionName } from "./write/version.ts";
export { writeDocument, writeJson } from "./write/write.ts";
