import type { JsonValue, PipelineDocument } from "@typeline/ir";
import type { ArgoEngine, KubernetesObject } from "./argo/engine.ts";
import { followArgoRun } from "./argo/follow.ts";
import { installArgoSchedule, submitArgoRun } from "./argo/submit.ts";
import { SubmitError } from "./http/error.ts";
import { followKfpRun } from "./kfp/follow.ts";
import type { Kfp } from "./kfp/kfp.ts";
import { installKfpSchedule, submitKfpRun } from "./kfp/submit.ts";
import type { FinishedRun, FollowOptions } from "./run.ts";
import { followVertexRun } from "./vertex/follow.ts";
import { installVertexSchedule, submitVertexRun } from "./vertex/submit.ts";
import { refuseVertexRetry, type Vertex } from "./vertex/vertex.ts";

/** What is to run, and how. Engines leave out what they have no word for. */
export interface Submission {
  readonly document: PipelineDocument;
  readonly parameters: { readonly [name: string]: JsonValue };
  /** URIs of artifacts, by the names of inputs. */
  readonly artifacts?: { readonly [name: string]: readonly string[] } | undefined;
  /** Of KFP; `Default` where left out. */
  readonly experiment?: string | undefined;
  /** What people see; made of the pipeline's name where left out. */
  readonly runName?: string | undefined;
  /** Twice the same never makes two runs, whoever asks. Random where left out. */
  readonly requestId?: string | undefined;
  /** Where artifacts are stored; the pipeline's own root or the engine's where left out. Argo has its own. */
  readonly root?: string | undefined;
  readonly serviceAccount?: string | undefined;
}

/** Something that runs pipelines. */
export interface Engine {
  /** `Kubeflow Pipelines at https://…` */
  readonly description: string;
  /**
   * Starts a run.
   *
   * @returns how the engine calls it, and a page that shows it
   * @throws SubmitError
   */
  submit(submission: Submission): Promise<{ readonly id: string; readonly url?: string | undefined }>;
  /**
   * Installs the pipeline's schedule, in place of an earlier one.
   *
   * @throws SubmitError where it has none, or one that the engine cannot keep
   */
  install(submission: Submission): Promise<{ readonly id: string }>;
  /** Follows a run to its end. */
  follow(id: string, options: FollowOptions): Promise<FinishedRun>;
  cancel(id: string): Promise<void>;
  /** Runs what failed again. */
  retry(id: string): Promise<void>;
}

/** @param hasPages whether the UI is at the same address as the API */
export function kfpEngine(kfp: Kfp, hasPages: boolean): Engine {
  const { base } = kfp.client.options;
  const refuseArtifacts = ({ artifacts = {} }: Submission) => {
    const [name] = Object.keys(artifacts);
    if (name !== undefined)
      throw new SubmitError(
        "spec",
        `Kubeflow Pipelines takes no artifacts as inputs of a run: import \`${name}\` in the pipeline with \`importArtifact\`, from a URI that is its input.`,
      );
  };
  return {
    description: `Kubeflow Pipelines at ${base}`,
    async submit(submission) {
      refuseArtifacts(submission);
      const { runId } = await submitKfpRun(kfp, submission);
      return { id: runId, ...(hasPages && { url: `${base}/#/runs/details/${runId}` }) };
    },
    async install(submission) {
      refuseArtifacts(submission);
      return installKfpSchedule(kfp, submission);
    },
    follow: (id, options) => followKfpRun(kfp, id, options),
    cancel: (id) => kfp.terminate(id),
    retry: (id) => kfp.retry(id),
  };
}

/** @param manifestsOf what `@typeline/argo` makes of a pipeline */
export function argoEngine(
  argo: ArgoEngine,
  description: string,
  manifestsOf: (document: PipelineDocument) => readonly KubernetesObject[],
): Engine {
  return {
    description,
    async submit(submission) {
      const { workflow } = await submitArgoRun(argo, { ...submission, manifests: manifestsOf(submission.document) });
      return { id: workflow };
    },
    async install(submission) {
      return installArgoSchedule(argo, { ...submission, manifests: manifestsOf(submission.document) });
    },
    follow: (id, options) => followArgoRun(argo, id, options),
    cancel: (id) => argo.cancel(id),
    retry: (id) => argo.retry(id),
  };
}

export function vertexEngine(vertex: Vertex): Engine {
  const { parent, project, location } = vertex.place;
  return {
    description: `Vertex AI in ${parent}`,
    async submit(submission) {
      const { jobId } = await submitVertexRun(vertex, submission);
      return {
        id: jobId,
        url: `https://console.cloud.google.com/vertex-ai/locations/${location}/pipelines/runs/${jobId}?project=${project}`,
      };
    },
    install: (submission) => installVertexSchedule(vertex, submission),
    follow: (id, options) => followVertexRun(vertex, id, options),
    cancel: (id) => vertex.cancel(id),
    retry: async () => refuseVertexRetry(),
  };
}
