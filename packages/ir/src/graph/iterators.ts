import { messages } from "@typeline/diagnostics";
import { own } from "../finding.ts";
import { type GraphContext, reportUnresolved, type TaskScope } from "./context.ts";

/** Checks what a task is repeated over, and which input receives the item. */
export function checkIterators(context: GraphContext, scope: TaskScope): void {
  const { task, taskName, taskPath, target, targetName } = scope;
  const inputs = task.inputs ?? {};
  const definitions = target.inputDefinitions ?? {};
  const check = (kind: string, name: string, known: object | undefined, where: string, path: readonly string[]) => {
    if (!Object.hasOwn(known ?? {}, name)) reportUnresolved(context, kind, name, where, Object.keys(known ?? {}), [...taskPath, ...path]);
  };
  if (task.parameterIterator !== undefined) {
    const { items, itemInput } = task.parameterIterator;
    check("input parameter", itemInput, definitions.parameters, `\`${targetName}\``, ["parameterIterator", "itemInput"]);
    if (items.inputParameter !== undefined)
      check("input parameter", items.inputParameter, inputs.parameters, `task \`${taskName}\``, [
        "parameterIterator",
        "items",
        "inputParameter",
      ]);
    if (items.raw !== undefined && !isJsonList(items.raw))
      context.report({
        message: messages.irLoopItems({ target: `task \`${taskName}\`` }),
        path: [...taskPath, "parameterIterator", "items", "raw"],
        at: "value",
      });
  }
  if (task.artifactIterator !== undefined) {
    const { items, itemInput } = task.artifactIterator;
    check("input artifact", itemInput, definitions.artifacts, `\`${targetName}\``, ["artifactIterator", "itemInput"]);
    check("input artifact", items.inputArtifact, inputs.artifacts, `task \`${taskName}\``, ["artifactIterator", "items", "inputArtifact"]);
    checkListness(context, scope);
  }
}

/** The list that is repeated over is a list to the component too. */
function checkListness(context: GraphContext, { task, taskName, taskPath, target }: TaskScope): void {
  const { inputArtifact } = task.artifactIterator!.items;
  const list = own(target.inputDefinitions?.artifacts, inputArtifact);
  if (list === undefined || list.isArtifactList) return;
  const given = list.artifactType.schemaTitle ?? "an artifact";
  const message = messages.irTypeMismatch({
    target: `The items of task \`${taskName}\``,
    wanted: "a list",
    source: `\`${inputArtifact}\``,
    given,
  });
  context.report({ message, path: [...taskPath, "artifactIterator", "items", "inputArtifact"], at: "value" });
}

function isJsonList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text));
  } catch {
    return false;
  }
}
