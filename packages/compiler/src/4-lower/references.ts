import { type InputArtifactSpec, type InputParameterSpec, selector } from "@typeline/ir";
import { selectorOf } from "../2-analyze/carried.ts";
import { artifactOf, type Fact, leavesOf, type Value } from "../2-analyze/regions.ts";

/** The engine's placeholder of a fact of the run; KFP replaces it only where it is the whole constant. */
export const FACTS: Readonly<Record<Fact["fact"], string>> = {
  id: "{{$.pipeline_job_uuid}}",
  name: "{{$.pipeline_job_name}}",
  createdAt: "{{$.pipeline_job_create_time_utc}}",
  scheduledAt: "{{$.pipeline_job_schedule_time_utc}}",
};

/** A value as the source of a task's input. */
export function reference(value: Value): { parameter?: InputParameterSpec; artifact?: InputArtifactSpec } {
  switch (value.kind) {
    case "constant":
      return { parameter: { runtimeValue: { constant: value.value as never } } };
    case "fact":
      return { parameter: { runtimeValue: { constant: FACTS[value.fact] } } };
    case "input":
      return artifactOf(value.type)
        ? { artifact: { componentInputArtifact: value.name } }
        : { parameter: { componentInputParameter: value.name } };
    case "output":
      return artifactOf(value.type)
        ? { artifact: { taskOutputArtifact: { producerTask: value.of.name, outputArtifactKey: value.name } } }
        : { parameter: { taskOutputParameter: { producerTask: value.of.name, outputParameterKey: value.name } } };
    case "field":
      return { parameter: { ...reference(value.of).parameter, parameterExpressionSelector: selector(value.path) } };
    case "assembled": {
      const selected = selectorOf(value.tree);
      if (!selected) throw new Error("an assembled value has no single source");
      return { parameter: { ...reference(selected.leaf).parameter, parameterExpressionSelector: selected.expression } };
    }
  }
}

/** The names of the tasks that a value comes from. */
export function producersOf(value: Value): string[] {
  return leavesOf(value).flatMap((leaf) => {
    const source = leaf.kind === "field" ? leaf.of : leaf;
    return source.kind === "output" ? [source.of.name] : [];
  });
}
