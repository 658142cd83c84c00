import { messages } from "@typeline/diagnostics";
import { own, type Path } from "../finding.ts";
import type { ComponentInputParameterSpec, ComponentSpec, JsonValue } from "../generated/index.ts";
import { parseTemplate } from "../placeholders/template.ts";
import { excerpt } from "../validate/validate.ts";
import { type GraphContext, reportUnresolved } from "./context.ts";
import { constantFits, isLiteral } from "./types.ts";

/** Checks a component by itself: its executor exists, and its defaults are values of its inputs. */
export function checkDefinitions(context: GraphContext, component: ComponentSpec, path: Path): void {
  const { executorLabel } = component;
  const executors = context.document.spec.deploymentSpec?.executors;
  if (executorLabel !== undefined && own(executors, executorLabel) === undefined)
    reportUnresolved(context, "executor", executorLabel, "`deploymentSpec.executors`", Object.keys(executors ?? {}), [
      ...path,
      "executorLabel",
    ]);
  for (const [name, input] of Object.entries(component.inputDefinitions?.parameters ?? {}))
    if (input.defaultValue !== undefined && input.defaultValue !== null)
      checkConstant(context, input.defaultValue, input, `The default of \`${name}\``, [
        ...path,
        "inputDefinitions",
        "parameters",
        name,
        "defaultValue",
      ]);
}

/** Checks a constant against the input that receives it. A constant with placeholders is known only in a run. */
export function checkConstant(
  context: GraphContext,
  value: JsonValue,
  input: ComponentInputParameterSpec,
  target: string,
  path: Path,
): void {
  if (typeof value === "string" && parseTemplate(value).some((part) => typeof part !== "string")) return;
  const shown = excerpt(JSON.stringify(value));
  if (!constantFits(value, input.parameterType)) {
    const hint = "Write a value of this type, or declare the input with another one.";
    const message = messages.irConstantType({ value: shown, type: input.parameterType, target: lowerFirst(target), hint });
    context.report({ message, path, at: "value" });
  } else if (!isLiteral(value, input)) {
    const literals = input.literals!.map((literal) => excerpt(JSON.stringify(literal))).join(", ");
    context.report({ message: messages.irLiteralMismatch({ value: shown, target, literals }), path, at: "value" });
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
