import { type Client, createOnce } from "../http/client.ts";
import { SubmitError } from "../http/error.ts";
import { found, given } from "../http/outcomes.ts";
import type { Experiment, NewRecurringRun, NewRun, Pipeline, PipelineVersion, RecurringRun, Run } from "./api.ts";

const API = "apis/v2beta1";

/** KFP's v2beta1 API, as far as a submission needs it. Names decide what is there already, so that each call may be repeated. */
export class Kfp {
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  get #namespace(): string | undefined {
    return this.client.options.namespace;
  }

  /** The pipeline of that name, made where there is none. */
  async pipeline(name: string, displayName: string, description: string | undefined): Promise<Pipeline> {
    const find = () =>
      found(
        this.client.json<Pipeline>({
          method: "GET",
          path: `${API}/pipelines/names/${encodeURIComponent(name)}`,
          query: { namespace: this.#namespace },
          what: `look for the pipeline \`${name}\``,
          dry: { pipeline_id: "PIPELINE_ID" },
        }),
      );
    const existing = await find();
    // What a dry run shows is the way of a pipeline that is new.
    if (existing !== undefined && !this.client.isDry) return existing;
    const body = {
      name,
      display_name: displayName,
      ...(description && { description }),
      ...(this.#namespace && { namespace: this.#namespace }),
    };
    return createOnce(
      this.client,
      () =>
        this.client.json<Pipeline>({
          method: "POST",
          path: `${API}/pipelines`,
          body: { kind: "json", value: body },
          what: `create the pipeline \`${name}\``,
          dry: { pipeline_id: "PIPELINE_ID" },
        }),
      find,
    );
  }

  /** The version of that name, uploaded where there is none. */
  async version({ pipeline_id: pipeline }: Pipeline, name: string, yaml: string): Promise<PipelineVersion> {
    const find = async () => {
      const { pipeline_versions: versions = [] } = await this.client.json<{ pipeline_versions?: PipelineVersion[] }>({
        method: "GET",
        path: `${API}/pipelines/${encodeURIComponent(pipeline)}/versions`,
        query: { page_size: "10", filter: equals("name", name) },
        what: `look for the version \`${name}\``,
        dry: {},
      });
      return versions.find((version) => version.name === name);
    };
    return (
      (await find()) ??
      createOnce(
        this.client,
        () =>
          this.client.json<PipelineVersion>({
            method: "POST",
            path: `${API}/pipelines/upload_version`,
            query: { pipelineid: pipeline, name },
            body: { kind: "file", field: "uploadfile", name: "pipeline.yaml", type: "application/yaml", text: yaml },
            what: `upload the version \`${name}\``,
            dry: { pipeline_id: pipeline, pipeline_version_id: "VERSION_ID" },
          }),
        find,
      )
    );
  }

  /** The experiment of that name, made where there is none. */
  async experiment(name: string): Promise<Experiment> {
    const find = async () => {
      const { experiments = [] } = await this.client.json<{ experiments?: Experiment[] }>({
        method: "GET",
        path: `${API}/experiments`,
        query: { namespace: this.#namespace, page_size: "10", filter: equals("display_name", name) },
        what: `look for the experiment \`${name}\``,
        dry: {},
      });
      return experiments.find((experiment) => experiment.display_name === name);
    };
    const body = { display_name: name, ...(this.#namespace && { namespace: this.#namespace }) };
    const experiment =
      (await find()) ??
      (await createOnce(
        this.client,
        () =>
          this.client.json<Experiment>({
            method: "POST",
            path: `${API}/experiments`,
            body: { kind: "json", value: body },
            what: `create the experiment \`${name}\``,
            dry: { experiment_id: "EXPERIMENT_ID" },
          }),
        find,
      ));
    if (experiment.storage_state === "ARCHIVED")
      throw new SubmitError("spec", `the experiment \`${name}\` is archived: restore it, or name another with \`--experiment\`.`);
    return experiment;
  }

  /** Starts a run, once: the one that has this name and description is the one that was asked for. */
  async createRun(run: NewRun, { mayExist }: { readonly mayExist: boolean }): Promise<Run> {
    const find = async () => {
      const { runs = [] } = await this.client.json<{ runs?: Run[] }>({
        method: "GET",
        path: `${API}/runs`,
        query: {
          experiment_id: run.experiment_id,
          page_size: "100",
          sort_by: "created_at desc",
          filter: equals("display_name", run.display_name),
        },
        what: "look for the run",
        dry: {},
      });
      return runs.find((one) => one.description === run.description);
    };
    const create = () =>
      this.client.json<Run>({
        method: "POST",
        path: `${API}/runs`,
        body: { kind: "json", value: run },
        what: "create the run",
        dry: { run_id: "RUN_ID" },
      });
    return (mayExist ? await find() : undefined) ?? createOnce(this.client, create, find);
  }

  async run(id: string): Promise<Run> {
    return this.client.json<Run>({ method: "GET", path: `${API}/runs/${encodeURIComponent(id)}`, what: `read the run \`${id}\``, dry: {} });
  }

  /** @throws SubmitError */
  async terminate(id: string): Promise<void> {
    // A run that is stopped already stays so.
    await this.client.text({
      method: "POST",
      path: `${API}/runs/${encodeURIComponent(id)}:terminate`,
      what: `cancel the run \`${id}\``,
      again: true,
    });
  }

  /** Runs what failed again; what succeeded is kept. */
  async retry(id: string): Promise<void> {
    await this.client.text({ method: "POST", path: `${API}/runs/${encodeURIComponent(id)}:retry`, what: `retry the run \`${id}\`` });
  }

  /** All recurring runs of an experiment that bear a name. */
  async recurringRuns(name: string, experiment: string): Promise<readonly RecurringRun[]> {
    const { recurringRuns = [] } = await this.client.json<{ recurringRuns?: RecurringRun[] }>({
      method: "GET",
      path: `${API}/recurringruns`,
      query: { experiment_id: experiment, page_size: "100", filter: equals("display_name", name) },
      what: `look for the schedule \`${name}\``,
      dry: {},
    });
    return recurringRuns;
  }

  async createRecurringRun(run: NewRecurringRun): Promise<RecurringRun> {
    return createOnce(
      this.client,
      () =>
        this.client.json<RecurringRun>({
          method: "POST",
          path: `${API}/recurringruns`,
          body: { kind: "json", value: run },
          what: `create the schedule \`${run.display_name}\``,
          dry: { recurring_run_id: "SCHEDULE_ID" },
        }),
      async () => (await this.recurringRuns(run.display_name, run.experiment_id)).find((one) => one.description === run.description),
    );
  }

  async deleteRecurringRun(id: string): Promise<void> {
    await found(
      this.client.text({ method: "DELETE", path: `${API}/recurringruns/${encodeURIComponent(id)}`, what: `delete the schedule \`${id}\`` }),
    );
  }

  /** What a pod printed: of KFP's UI server, which not every address leads to. */
  async podLog(pod: string, run: string): Promise<string | undefined> {
    return given(
      this.client.text({
        method: "GET",
        path: "k8s/pod/logs",
        query: { podname: pod, podnamespace: this.#namespace, runid: run },
        what: `read the log of \`${pod}\``,
        answer: "text",
        // It is no reason to wait.
        again: false,
      }),
    );
  }
}

/** A filter of KFP's list calls (`filter.proto`). */
function equals(key: string, value: string): string {
  return JSON.stringify({ predicates: [{ operation: "EQUALS", key, string_value: value }] });
}
