import { messages } from "@typeline/diagnostics";
import { childrenOf } from "../expressions/children.ts";
import { parseExpression } from "../expressions/parse.ts";
import type { Expression } from "../expressions/tree.ts";
import type { Path } from "../finding.ts";
import { excerpt } from "../validate/validate.ts";
import { type GraphContext, reportUnresolved, type TaskScope } from "./context.ts";

/** Checks that a task's condition can be read, and that the inputs that it names exist. */
export function checkCondition(context: GraphContext, scope: TaskScope): void {
  const condition = scope.task.triggerPolicy?.condition;
  if (condition === undefined || condition === "") return;
  const path = [...scope.taskPath, "triggerPolicy", "condition"];
  const expression = checkExpression(context, condition, "condition", path);
  if (expression === undefined) return;
  const { parameters, artifacts } = scope.target.inputDefinitions ?? {};
  const known = { parameter_values: parameters ?? {}, artifacts: artifacts ?? {} };
  for (const { group, name } of inputsIn(expression))
    if (!Object.hasOwn(known[group], name))
      reportUnresolved(
        context,
        group === "artifacts" ? "input artifact" : "input parameter",
        name,
        `\`${scope.targetName}\``,
        Object.keys(known[group]),
        path,
      );
}

/** Reads an expression, or reports why that is impossible. */
export function checkExpression(context: GraphContext, text: string, what: "condition" | "selector", path: Path): Expression | undefined {
  const result = parseExpression(text);
  if (result.error === undefined) return result.expression;
  const hint = `It goes wrong at \`${excerpt(text.slice(Math.max(0, result.offset - 10), result.offset + 20))}\`, character ${result.offset + 1}.`;
  context.report({ message: messages.invalidIrExpression({ what, why: result.error, hint }), path, at: "value" });
  return undefined;
}

interface InputReference {
  readonly group: "parameter_values" | "artifacts";
  readonly name: string;
}

/** Every `inputs.parameter_values['x']` and `inputs.artifacts['x']` of an expression. */
function inputsIn(expression: Expression): InputReference[] {
  const inner = childrenOf(expression).flatMap(inputsIn);
  if (expression.kind !== "index" || expression.index.kind !== "literal" || expression.index.type !== "string") return inner;
  const { operand } = expression;
  if (operand.kind !== "select" || operand.operand.kind !== "identifier" || operand.operand.name !== "inputs") return inner;
  if (operand.field !== "parameter_values" && operand.field !== "artifacts") return inner;
  return [...inner, { group: operand.field, name: expression.index.value }];
}
