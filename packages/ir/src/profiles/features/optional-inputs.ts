import { messages } from "@typeline/diagnostics";
import { printString } from "../../expressions/strings.ts";
import { own } from "../../finding.ts";
import type { Scope, TaskScope } from "../../graph/context.ts";
import { conditionOf, type DocumentIndex } from "../document-index.ts";
import { defineFeature, error, type Place, vertexProto, warning } from "../feature.ts";
import { demands } from "./exclusive.ts";

export const optionalParameterInGroup = defineFeature({
  name: "an optional parameter without default, read inside of a group",
  message: messages.optionalInputInGroup,
  judgements: {
    kfp: error(
      "where it is absent the tasks inside fail",
      "driver/resolve.go: `ErrResolvedParameterNull`, `parent DAG does not have input parameter`",
    ),
    vertex: warning("where it is absent it may arrive as 0, an empty text or false", "pipeline_spec.proto on absent parameters"),
  },
  untargeted: "warning",
  *find(index) {
    for (const group of groupsIn(index))
      for (const [input, source] of Object.entries(group.task.inputs?.parameters ?? {})) {
        const outer = source.componentInputParameter;
        if (outer === undefined || !mayBeNull(index, group, outer)) continue;
        const declared = own(group.target.inputDefinitions?.parameters, input);
        if (declared?.isOptional && (!isRead(group, input) || isAskedFor(group, input))) continue;
        yield { path: [...group.taskPath, "inputs", "parameters", input], words: { input: outer, task: group.taskName } };
      }
  },
});

export const optionalArtifactRead = defineFeature({
  name: "an optional artifact of a pipeline or group, taken by a task",
  message: messages.optionalArtifactRead,
  judgements: {
    kfp: error("where it is absent the task fails", "driver/resolve.go: `parent DAG does not have input artifact`"),
    vertex: warning("what happens where it is absent is not known", vertexProto),
  },
  untargeted: "warning",
  *find(index): Generator<Place<{ input: string; task: string }>> {
    for (const reader of index.tasks)
      for (const [input, { componentInputArtifact: outer }] of Object.entries(reader.task.inputs?.artifacts ?? {}))
        if (outer !== undefined && mayLackArtifact(index, reader, outer))
          yield { path: [...reader.taskPath, "inputs", "artifacts", input], words: { input: outer, task: reader.taskName } };
  },
});

const groupsIn = ({ tasks }: DocumentIndex) => tasks.filter(({ target }) => target.dag !== undefined);

/**
 * Whether a parameter of a DAG is null there in some run: one of the pipeline that a run leaves out, or one of a nested pipeline that a
 * call leaves out. (KFP's driver sets both to null; tasks that take it in the same DAG see it as absent, and run.)
 */
function mayBeNull(index: DocumentIndex, { name, component }: Scope, input: string): boolean {
  const declared = own(component.inputDefinitions?.parameters, input);
  if (!declared?.isOptional || (declared.defaultValue !== undefined && declared.defaultValue !== null)) return false;
  return name === "root" || index.callersOf(name).some(({ task }) => own(task.inputs?.parameters, input) === undefined);
}

/** Whether an artifact of a DAG is absent in some run. */
function mayLackArtifact(index: DocumentIndex, { name, component }: Scope, input: string, seen = new Set<string>()): boolean {
  if (!own(component.inputDefinitions?.artifacts, input)?.isOptional || seen.has(name)) return false;
  if (name === "root") return true;
  seen.add(name);
  return index.callersOf(name).some((caller) => {
    const source = own(caller.task.inputs?.artifacts, input);
    const outer = source?.componentInputArtifact;
    return source === undefined || (outer !== undefined && mayLackArtifact(index, caller, outer, seen));
  });
}

/** Whether the group runs only where the input is there: it is left out of what the condition sees if it is not. */
function isAskedFor(group: TaskScope, input: string): boolean {
  return demands(conditionOf(group), `${printString(input)} in inputs.parameter_values`);
}

/** Whether a task of the group takes one of the group's inputs. */
function isRead({ target }: TaskScope, input: string): boolean {
  return Object.values(target.dag?.tasks ?? {}).some((task) =>
    Object.values(task.inputs?.parameters ?? {}).some((source) => source.componentInputParameter === input),
  );
}
