import { messages } from "@typeline/diagnostics";
import { childrenOf } from "../../expressions/children.ts";
import { parseExpression } from "../../expressions/parse.ts";
import { selectorPath } from "../../expressions/selector.ts";
import type { Expression } from "../../expressions/tree.ts";
import { excerpt } from "../../validate/validate.ts";
import { conditionOf } from "../document-index.ts";
import { defineFeature, error, vertexProto, warning } from "../feature.ts";

export const presenceTest = defineFeature({
  name: "a condition on the presence of a parameter",
  message: messages.presenceTest,
  judgements: {
    vertex: warning("an absent parameter may arrive as 0, an empty text or false", "pipeline_spec.proto on absent parameters"),
  },
  untargeted: "silent",
  *find({ tasks }) {
    for (const task of tasks)
      if (anyIn(conditionOf(task), isPresenceTest))
        yield { path: [...task.taskPath, "triggerPolicy", "condition"], at: "value", words: { task: task.taskName } };
  },
});

export const unpromisedExpression = defineFeature({
  name: "a condition on an artifact, or a selector that does more than take a field or element",
  message: messages.unpromisedExpression,
  judgements: { vertex: warning("that it can be evaluated is not promised", vertexProto) },
  untargeted: "silent",
  *find({ tasks }) {
    for (const scope of tasks) {
      const { task, taskName, taskPath } = scope;
      const condition = conditionOf(scope);
      if (anyIn(condition, isArtifacts))
        yield {
          path: [...taskPath, "triggerPolicy", "condition"],
          at: "value",
          words: { what: "The condition", task: taskName, expression: excerpt(condition!) },
        };
      for (const [input, { parameterExpressionSelector: selector }] of Object.entries(task.inputs?.parameters ?? {}))
        if (selector !== undefined && selectorPath(selector) === undefined)
          yield {
            path: [...taskPath, "inputs", "parameters", input, "parameterExpressionSelector"],
            at: "value",
            words: { what: "A selector", task: taskName, expression: excerpt(selector) },
          };
    }
  },
});

export const loopSelector = defineFeature({
  name: "a selector on an input of a loop",
  message: messages.iteratorSelector,
  judgements: {
    kfp: error(
      "the selector is evaluated again in each iteration, where its value is gone",
      "driver/resolve.go: `handleParameterExpressionSelector` after the iteration's inputs are set",
    ),
  },
  untargeted: "warning",
  *find({ tasks }) {
    for (const { task, taskName, taskPath } of tasks) {
      if (task.parameterIterator === undefined) continue;
      for (const [input, { parameterExpressionSelector: selector }] of Object.entries(task.inputs?.parameters ?? {}))
        if (selector)
          yield {
            path: [...taskPath, "inputs", "parameters", input, "parameterExpressionSelector"],
            words: { task: taskName, input, selector: excerpt(selector) },
          };
    }
  },
});

/** Whether an expression, or one that it is made of, is of a kind. */
function anyIn(text: string | undefined, is: (expression: Expression) => boolean): boolean {
  if (text === undefined) return false;
  const parsed = parseExpression(text);
  if (parsed.error !== undefined) return false;
  const any = (expression: Expression): boolean => is(expression) || childrenOf(expression).some(any);
  return any(parsed.expression);
}

/** `'x' in inputs.parameter_values`, `has(inputs.parameter_values.x)`. */
function isPresenceTest(expression: Expression): boolean {
  if (expression.kind === "binary") return expression.operator === "in" && isInputs(expression.right, "parameter_values");
  if (expression.kind !== "call" || expression.name !== "has") return false;
  const [argument] = expression.arguments;
  return (argument?.kind === "select" || argument?.kind === "index") && isInputs(argument.operand, "parameter_values");
}

const isArtifacts = (expression: Expression) => isInputs(expression, "artifacts");

function isInputs(expression: Expression, field: string): boolean {
  return (
    expression.kind === "select" &&
    expression.field === field &&
    expression.operand.kind === "identifier" &&
    expression.operand.name === "inputs"
  );
}
