/** How a pipeline is written for Argo. */
export interface ArgoOptions {
  /** The kind of the main manifest; `WorkflowTemplate` without it. Where the pipeline has a schedule, a `CronWorkflow` stands beside the template. */
  readonly kind?: "WorkflowTemplate" | "Workflow" | undefined;
  /**
   * Where the cluster's artifact repository stores things, as a URI: `s3://bucket`. Artifacts then have URIs that can be given to others; without it
   * they have local paths only, in each task its own.
   */
  readonly artifactRoot?: string | undefined;
  /** How long results are kept in config maps and used again, as Argo writes durations (`720h`); without it nothing is cached. */
  readonly memoize?: string | undefined;
  /** Largest manifest, in bytes of JSON; what is larger is split. 900 KiB without it: Kubernetes stores objects of little more than 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** Most templates in a manifest; 200 without it, which is what Argo's resource definitions allow. */
  readonly maxTemplates?: number | undefined;
}

/** Most tasks of a DAG, by Argo's resource definitions. */
export const maxTasks = 200;
