/** A part of a command or constant that the engine replaces when the task runs. */
export type Placeholder =
  /** `{{$}}`: the whole `ExecutorInput` as JSON. */
  | { readonly kind: "executorInput" }
  /** `{{$.inputs.parameters['name']}}`: the value; lists and structs as JSON. */
  | { readonly kind: "inputParameter"; readonly name: string }
  /** `{{$.outputs.parameters['name'].output_file}}`: the path to write the value to. */
  | { readonly kind: "outputParameter"; readonly name: string }
  /** `{{$.inputs.artifacts['name'].path}}` and its like; without a property, the list of artifacts as JSON. */
  | ({ readonly kind: "inputArtifact" | "outputArtifact"; readonly name: string } & ArtifactProperty)
  /** `{{$.outputs.output_file}}`: the path to write the `ExecutorOutput` to. */
  | { readonly kind: "outputFile" }
  /** A fact of the run: `{{$.pipeline_job_name}}`, `{{$.workspace_path}}`. */
  | { readonly kind: "runFact"; readonly name: RunFact };

/** What of an artifact: its local path, its URI, or its metadata, whole or one key of it. */
export type ArtifactProperty =
  | { readonly property?: "path" | "uri"; readonly key?: undefined }
  | { readonly property: "metadata"; readonly key?: string };

export const runFacts = [
  "pipeline_job_name",
  "pipeline_job_resource_name",
  "pipeline_job_uuid",
  "pipeline_job_create_time_utc",
  "pipeline_job_schedule_time_utc",
  "pipeline_root",
  "pipeline_task_name",
  "pipeline_task_uuid",
  "workspace_path",
] as const;

export type RunFact = (typeof runFacts)[number];

/** Text with placeholders in it. */
export type Template = readonly (string | Placeholder)[];

/** One element of `command` or `args`. */
export type Argument =
  | { readonly kind: "template"; readonly template: Template }
  /** `{"Concat": […]}`: the items one after the other. */
  | { readonly kind: "concat"; readonly items: readonly Argument[] }
  /** `{"IfPresent": {…}}`: some elements when an optional input is given, others when it is not. */
  | {
      readonly kind: "ifPresent";
      readonly input: string;
      readonly whenGiven: readonly Argument[];
      readonly otherwise?: readonly Argument[];
    };
