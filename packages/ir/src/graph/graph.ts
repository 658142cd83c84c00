import type { PipelineDocument } from "../document.ts";
import type { Finding } from "../finding.ts";
import { componentsOf, type GraphContext, loopedComponents } from "./context.ts";
import { checkCycles, checkRecursion } from "./cycles.ts";
import { checkDefinitions } from "./definitions.ts";
import { checkExecutors } from "./executors.ts";
import { checkDagOutputs } from "./outputs.ts";
import { checkTask } from "./tasks.ts";

/**
 * Checks what the schema cannot say: that names lead somewhere, that tasks do not wait for each other, that values fit where they go, and
 * that expressions can be read. It is as strict as every pipeline that KFP's own SDK compiles allows, and no stricter.
 *
 * @param document A document that fits the schema.
 * @returns What is wrong, in the order of the document; nothing for a sound one.
 */
export function checkGraph(document: PipelineDocument): Finding[] {
  const findings: Finding[] = [];
  const context: GraphContext = { document, looped: loopedComponents(document), report: (finding) => findings.push(finding) };

  for (const [name, component, path] of componentsOf(document)) {
    checkDefinitions(context, component, path);
    if (component.dag === undefined) continue;
    const scope = { name, component, path, dag: component.dag };
    for (const taskName of Object.keys(component.dag.tasks ?? {})) checkTask(context, scope, taskName);
    checkDagOutputs(context, scope);
    checkCycles(context, scope);
  }
  checkRecursion(context);
  checkExecutors(context);
  return findings;
}
