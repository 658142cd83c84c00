import { own } from "../finding.ts";
import type { ComponentSpec, ExecutorSpec } from "../generated/index.ts";
import { parseArgument, placeholdersOf } from "../placeholders/argument.ts";
import type { Placeholder } from "../placeholders/tree.ts";
import { componentsOf, type GraphContext, reportUnresolved } from "./context.ts";

/** Checks that executors name inputs and outputs which the components that use them have, and that platforms name executors. */
export function checkExecutors(context: GraphContext): void {
  const executors = context.document.spec.deploymentSpec?.executors ?? {};
  for (const [name, component] of componentsOf(context.document)) {
    const executor = component.executorLabel === undefined ? undefined : own(executors, component.executorLabel);
    if (executor?.container !== undefined) checkPlaceholders(context, name, component, executor);
  }
  for (const [platform, settings] of Object.entries(context.document.platforms?.platforms ?? {}))
    for (const label of Object.keys(settings?.deploymentSpec?.executors ?? {}))
      if (own(executors, label) === undefined) {
        const path = ["platforms", "platforms", platform, "deploymentSpec", "executors", label];
        reportUnresolved(context, "executor", label, "`deploymentSpec.executors` of the pipeline", Object.keys(executors), path);
      }
}

function checkPlaceholders(context: GraphContext, name: string, component: ComponentSpec, { container }: ExecutorSpec): void {
  const path = ["spec", "deploymentSpec", "executors", component.executorLabel!, "container"];
  for (const list of ["command", "args"] as const)
    for (const [index, text] of (container![list] ?? []).entries()) {
      if (!text.includes("{{$.")) continue;
      for (const placeholder of placeholdersOf(parseArgument(text))) {
        const [kind, known] = definitionsFor(placeholder, component);
        if (kind !== undefined && "name" in placeholder && !Object.hasOwn(known ?? {}, placeholder.name))
          reportUnresolved(context, kind, placeholder.name, `\`${name}\``, Object.keys(known ?? {}), [...path, list, index]);
      }
    }
}

function definitionsFor({ kind }: Placeholder, component: ComponentSpec): [kind?: string, known?: object | undefined] {
  switch (kind) {
    case "inputParameter":
      return ["input parameter", component.inputDefinitions?.parameters];
    case "inputArtifact":
      return ["input artifact", component.inputDefinitions?.artifacts];
    case "outputParameter":
      return ["output parameter", component.outputDefinitions?.parameters];
    case "outputArtifact":
      return ["output artifact", component.outputDefinitions?.artifacts];
    default:
      return [];
  }
}
