import { type ComponentInputArtifactSpec, type JsonObject, type JsonValue, type PipelineDocument, writeJson } from "@typeline/ir";
import { engineName, requestKey } from "../digest.ts";
import { SubmitError } from "../http/error.ts";
import { runOptions, type Schedule } from "../schedule.ts";
import type { NewPipelineJob } from "./api.ts";
import type { Vertex } from "./vertex.ts";

/** What is to run on Vertex AI, and how. */
export interface VertexSubmission {
  readonly document: PipelineDocument;
  readonly parameters: { readonly [name: string]: JsonValue };
  /** URIs of Cloud Storage, by the names of inputs. */
  readonly artifacts?: { readonly [name: string]: readonly string[] } | undefined;
  readonly runName?: string | undefined;
  readonly requestId?: string | undefined;
  /** A folder of Cloud Storage; the pipeline's own root where left out. */
  readonly root?: string | undefined;
  readonly serviceAccount?: string | undefined;
}

/** Starts a pipeline job. */
export async function submitVertexRun(vertex: Vertex, submission: VertexSubmission): Promise<{ readonly jobId: string }> {
  const { document, parameters, artifacts = {}, runName, requestId } = submission;
  const job = jobOf(submission, parameters);
  const jobId = engineName(document.spec.pipelineInfo.name, requestKey(requestId), 128);
  const declared = document.spec.root.inputDefinitions?.artifacts ?? {};
  for (const [name, uris] of Object.entries(artifacts)) checkArtifact(name, uris, declared[name]);
  const inputs: [string, { artifactId: string }][] = [];
  for (const [name, [uri = ""]] of Object.entries(artifacts))
    inputs.push([name, { artifactId: await vertex.registerArtifact(uri, declared[name]?.artifactType.schemaTitle ?? "system.Artifact") }]);
  const runtimeConfig = { ...job.runtimeConfig, ...(inputs.length > 0 && { inputArtifacts: Object.fromEntries(inputs) }) };
  await vertex.createJob(jobId, { ...job, displayName: (runName ?? jobId).slice(0, 128), runtimeConfig });
  return { jobId };
}

/**
 * Makes the pipeline's schedule one of Vertex AI, or changes the one that is there.
 *
 * @throws SubmitError where the pipeline has no schedule, or one that Vertex cannot keep
 */
export async function installVertexSchedule(
  vertex: Vertex,
  submission: VertexSubmission,
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { document } = submission;
  const { name } = document.spec.pipelineInfo;
  const { schedule } = runOptions(document);
  if (schedule === undefined) throw new SubmitError("spec", `the pipeline \`${name}\` has no schedule.`);
  if (schedule.catchup)
    throw new SubmitError(
      "spec",
      "Vertex AI makes up for missed runs only when a schedule is resumed: leave out the schedule's `catchup`.",
    );
  const wanted = {
    displayName: `typeline-${name}`.slice(0, 128),
    cron: vertexCron(schedule),
    maxConcurrentRunCount: String(schedule.maxConcurrent),
    createPipelineJobRequest: {
      parent: vertex.place.parent,
      pipelineJob: jobOf(submission, { ...schedule.inputs, ...submission.parameters }),
    },
  };
  const existing = await vertex.schedule(wanted.displayName);
  const made = existing?.name === undefined ? await vertex.createSchedule(wanted) : await vertex.updateSchedule(existing.name, wanted);
  return { id: (made.name ?? existing?.name ?? "").split("/").at(-1) ?? "", isNew: existing === undefined };
}

/** Vertex reads cron's five fields, and a time zone before them (`schedule.proto`). */
function vertexCron({ cron, timezone }: Schedule): string {
  return timezone === undefined ? cron : `TZ=${timezone} ${cron}`;
}

function jobOf(submission: VertexSubmission, parameters: VertexSubmission["parameters"]): NewPipelineJob {
  const { document } = submission;
  const { labels, serviceAccount: own } = runOptions(document);
  const { name } = document.spec.pipelineInfo;
  const root = submission.root ?? document.spec.defaultPipelineRoot;
  if (root === undefined)
    throw new SubmitError(
      "spec",
      "Vertex AI needs a place for artifacts: set `root` in the environment or the pipeline, such as `gs://bucket/folder`.",
    );
  if (!root.startsWith("gs://"))
    throw new SubmitError("spec", `Vertex AI stores artifacts in Cloud Storage, and \`${root}\` is not there: set \`root\` to \`gs://…\`.`);
  for (const [label, value] of Object.entries(labels))
    if (!/^[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(label) || !/^[\p{Ll}\p{Lo}\p{N}_-]{0,64}$/u.test(value))
      throw new SubmitError(
        "spec",
        `Vertex AI takes no label \`${label}: ${value}\`: letters are lower case, and besides them only digits, \`_\` and \`-\` are allowed.`,
      );
  const serviceAccount = submission.serviceAccount ?? own;
  return {
    displayName: (document.spec.pipelineInfo.displayName ?? name).slice(0, 128),
    ...(Object.keys(labels).length > 0 && { labels }),
    // The platforms' settings are no part of Vertex's API.
    pipelineSpec: JSON.parse(writeJson({ spec: document.spec })) as JsonObject,
    runtimeConfig: { gcsOutputDirectory: root, parameterValues: parameters },
    ...(serviceAccount !== undefined && { serviceAccount }),
  };
}

function checkArtifact(name: string, uris: readonly string[], spec: ComponentInputArtifactSpec | undefined): void {
  if (spec?.isArtifactList || uris.length !== 1)
    throw new SubmitError("spec", `Vertex AI takes one artifact for an input; \`${name}\` is a list.`);
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(uris[0]!) || uris[0]!.startsWith("file:"))
    throw new SubmitError(
      "spec",
      `the artifact \`${name}\` is a file of this machine, which Vertex AI cannot read: upload it, and give its \`gs://\` URI.`,
    );
}
