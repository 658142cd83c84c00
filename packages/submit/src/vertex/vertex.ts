import { shortDigest } from "../digest.ts";
import { type Client, createOnce } from "../http/client.ts";
import { SubmitError } from "../http/error.ts";
import { found, given } from "../http/outcomes.ts";
import type { NewPipelineJob, NewSchedule, PipelineJob, Schedule } from "./api.ts";
import type { VertexPlace } from "./place.ts";

/** Vertex AI's pipelines and schedules. */
export class Vertex {
  readonly client: Client;
  readonly place: VertexPlace;
  readonly #logging: Client | undefined;

  /** @param logging a client of Cloud Logging, where the tasks' output goes */
  constructor(client: Client, place: VertexPlace, logging?: Client) {
    this.client = client;
    this.place = place;
    this.#logging = logging;
  }

  get #path(): string {
    return `v1/${this.place.parent}`;
  }

  /** Starts a job, once: its id is its own. */
  async createJob(id: string, job: NewPipelineJob): Promise<PipelineJob> {
    return createOnce(
      this.client,
      () =>
        this.client.json<PipelineJob>({
          method: "POST",
          path: `${this.#path}/pipelineJobs`,
          query: { pipelineJobId: id },
          body: { kind: "json", value: job },
          what: `create the pipeline job \`${id}\``,
          dry: { name: `${this.place.parent}/pipelineJobs/${id}` },
        }),
      () => found(this.job(id)),
    );
  }

  async job(id: string): Promise<PipelineJob> {
    return this.client.json({
      method: "GET",
      path: `${this.#path}/pipelineJobs/${encodeURIComponent(id)}`,
      what: `read the pipeline job \`${id}\``,
      dry: {},
    });
  }

  async cancel(id: string): Promise<void> {
    await this.client.json({
      method: "POST",
      path: `${this.#path}/pipelineJobs/${encodeURIComponent(id)}:cancel`,
      body: { kind: "json", value: {} },
      what: `cancel the pipeline job \`${id}\``,
      again: true,
    });
  }

  /** The schedule of that name. */
  async schedule(displayName: string): Promise<Schedule | undefined> {
    const { schedules = [] } = await this.client.json<{ schedules?: Schedule[] }>({
      method: "GET",
      path: `${this.#path}/schedules`,
      query: { filter: `display_name=${JSON.stringify(displayName)}` },
      what: `look for the schedule \`${displayName}\``,
      dry: {},
    });
    // A completed one cannot be started again.
    return schedules.find((one) => one.displayName === displayName && one.state !== "COMPLETED");
  }

  async createSchedule(schedule: NewSchedule): Promise<Schedule> {
    return createOnce(
      this.client,
      () =>
        this.client.json<Schedule>({
          method: "POST",
          path: `${this.#path}/schedules`,
          body: { kind: "json", value: schedule },
          what: `create the schedule \`${schedule.displayName}\``,
          dry: { name: `${this.place.parent}/schedules/SCHEDULE_ID` },
        }),
      () => this.schedule(schedule.displayName),
    );
  }

  async updateSchedule(name: string, schedule: NewSchedule): Promise<Schedule> {
    const updateMask = "displayName,cron,maxConcurrentRunCount,createPipelineJobRequest";
    return this.client.json({
      method: "PATCH",
      path: `v1/${name}`,
      query: { updateMask },
      body: { kind: "json", value: schedule },
      what: `update the schedule \`${schedule.displayName}\``,
      dry: { name },
    });
  }

  /**
   * Makes what a URI names an artifact of the metadata store, once: a run's inputs are named by such an artifact's id.
   *
   * @returns the id
   */
  async registerArtifact(uri: string, schemaTitle: string): Promise<string> {
    const id = `typeline-${shortDigest(JSON.stringify([uri, schemaTitle]))}`;
    const path = `${this.#path}/metadataStores/default/artifacts`;
    await createOnce<unknown>(
      this.client,
      () =>
        this.client.json({
          method: "POST",
          path,
          query: { artifactId: id },
          body: { kind: "json", value: { uri, schemaTitle, schemaVersion: "0.0.1", state: "LIVE", displayName: uri.slice(0, 128) } },
          what: `register the artifact ${uri}`,
        }),
      () => found(this.client.json({ method: "GET", path: `${path}/${id}`, what: `read the artifact \`${id}\`` })),
    );
    return id;
  }

  /** What a task's job printed: of Cloud Logging, which whoever runs pipelines need not be allowed to read. */
  async log(job: string): Promise<string | undefined> {
    if (this.#logging === undefined) return undefined;
    const filter = `resource.type="ml_job" AND resource.labels.job_id=${JSON.stringify(job.slice(job.lastIndexOf("/") + 1))}`;
    const answer = await given(
      this.#logging.json<{ entries?: readonly LogEntry[] }>({
        method: "POST",
        path: "v2/entries:list",
        body: {
          kind: "json",
          value: { resourceNames: [`projects/${this.place.project}`], filter, orderBy: "timestamp asc", pageSize: 1000 },
        },
        what: `read the log of ${job}`,
        again: false,
      }),
    );
    return answer?.entries
      ?.map(({ textPayload, jsonPayload }) => textPayload ?? String(jsonPayload?.message ?? ""))
      .filter(Boolean)
      .map((line) => (line.endsWith("\n") ? line : `${line}\n`))
      .join("");
  }
}

/** `LogEntry` of Cloud Logging. */
interface LogEntry {
  readonly textPayload?: string;
  readonly jsonPayload?: { readonly message?: unknown };
}

/** @throws SubmitError always: Vertex has no such call for what `kfp` and Argo retry */
export function refuseVertexRetry(): never {
  throw new SubmitError("spec", "Vertex AI cannot retry a run: submit it again, and what is cached is not run anew.");
}
