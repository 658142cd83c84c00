import { type Api, type Received, type Reply, type StrictServer, strictServer } from "./strict-server.ts";

const text = { type: "string" };
const int64 = { type: "string", pattern: "^\\d+$" };
const message = (properties: object, required: string[] = []) => ({ type: "object", properties, required, additionalProperties: false });
const map = (values: object) => ({ type: "object", additionalProperties: values });

/** `google.cloud.aiplatform.v1` at 2025: `pipeline_job.proto`, `schedule.proto`, `artifact.proto`, without fields that the server alone writes. */
const $defs = {
  PipelineJob: message(
    {
      displayName: { ...text, maxLength: 128 },
      pipelineSpec: { type: "object" },
      labels: map({ ...text, maxLength: 64, pattern: "^[a-z0-9_-]*$" }),
      runtimeConfig: message(
        {
          gcsOutputDirectory: { ...text, pattern: "^gs://" },
          parameterValues: map({}),
          failurePolicy: { enum: ["PIPELINE_FAILURE_POLICY_FAIL_SLOW", "PIPELINE_FAILURE_POLICY_FAIL_FAST"] },
          inputArtifacts: map(message({ artifactId: text }, ["artifactId"])),
        },
        ["gcsOutputDirectory"],
      ),
      encryptionSpec: message({ kmsKeyName: text }),
      serviceAccount: text,
      network: text,
      reservedIpRanges: { type: "array", items: text },
      templateUri: text,
      preflightValidations: { type: "boolean" },
    },
    ["pipelineSpec", "runtimeConfig"],
  ),
  Schedule: message(
    {
      cron: { ...text, pattern: "^((CRON_)?TZ=\\S+ )?(\\S+ ){4}\\S+$" },
      createPipelineJobRequest: message(
        { parent: { ...text, pattern: "^projects/[^/]+/locations/[^/]+$" }, pipelineJob: { $ref: "#/$defs/PipelineJob" } },
        ["parent", "pipelineJob"],
      ),
      displayName: { ...text, maxLength: 128 },
      startTime: text,
      endTime: text,
      maxRunCount: int64,
      maxConcurrentRunCount: int64,
      allowQueueing: { type: "boolean" },
    },
    ["cron", "createPipelineJobRequest", "displayName", "maxConcurrentRunCount"],
  ),
  Artifact: message({
    displayName: { ...text, maxLength: 128 },
    uri: text,
    labels: map(text),
    state: { enum: ["PENDING", "LIVE"] },
    schemaTitle: text,
    schemaVersion: text,
    metadata: { type: "object" },
    description: text,
  }),
};

const parent = "/v1/projects/{project}/locations/{location}";
const api: Api = {
  $defs,
  operations: {
    [`POST ${parent}/pipelineJobs`]: { query: { pipelineJobId: "string" }, body: { $ref: "#/$defs/PipelineJob" } },
    [`GET ${parent}/pipelineJobs/{id}`]: {},
    [`POST ${parent}/pipelineJobs/{id}:cancel`]: { body: message({}) },
    [`GET ${parent}/schedules`]: { query: { filter: "string", pageSize: "integer", pageToken: "string", orderBy: "string" } },
    [`POST ${parent}/schedules`]: { body: { $ref: "#/$defs/Schedule" } },
    [`PATCH ${parent}/schedules/{id}`]: { query: { updateMask: "string" }, body: { $ref: "#/$defs/Schedule" } },
    [`POST ${parent}/metadataStores/default/artifacts`]: { query: { artifactId: "string" }, body: { $ref: "#/$defs/Artifact" } },
    [`GET ${parent}/metadataStores/default/artifacts/{id}`]: {},
    "POST /v2/entries:list": {
      body: message(
        {
          resourceNames: { type: "array", items: text },
          filter: text,
          orderBy: { enum: ["timestamp asc", "timestamp desc"] },
          pageSize: { type: "integer", maximum: 1000 },
          pageToken: text,
        },
        ["resourceNames"],
      ),
    },
  },
};

/** Vertex AI's service, as far as its names and identities go, and Cloud Logging. */
export interface VertexServer extends StrictServer {
  readonly jobs: Map<string, any>;
  readonly schedules: any[];
  readonly artifacts: Map<string, any>;
  /** By the ids of custom jobs. */
  readonly logs: Record<string, string[]>;
  readonly tokens: string[];
  onRead?: (job: any) => void;
}

const error = (code: number, status: string, message: string): Reply => ({ status: code, body: { error: { code, message, status } } });

export async function vertexServer(): Promise<VertexServer> {
  const state = { jobs: new Map(), schedules: [], artifacts: new Map(), logs: {}, tokens: [] } as unknown as VertexServer;
  const answer = ({ operation, params, query, body, headers }: Received): Reply => {
    if (state.tokens.length > 0 && !state.tokens.some((token) => headers["authorization"] === `Bearer ${token}`))
      return error(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
    const { id = "", project, location } = params;
    const name = `projects/${project}/locations/${location}`;
    switch (operation.replace(parent, "")) {
      case "POST /pipelineJobs": {
        const jobId = query["pipelineJobId"] ?? "";
        if (!/^[a-z][-a-z0-9]{0,127}$/.test(jobId)) return error(400, "INVALID_ARGUMENT", `bad id ${jobId}`);
        if (state.jobs.has(jobId)) return error(409, "ALREADY_EXISTS", `${jobId} already exists`);
        state.jobs.set(jobId, { name: `${name}/pipelineJobs/${jobId}`, state: "PIPELINE_STATE_PENDING", ...body });
        return { body: state.jobs.get(jobId) };
      }
      case "GET /pipelineJobs/{id}":
        if (state.jobs.has(id)) state.onRead?.(state.jobs.get(id));
        return state.jobs.has(id) ? { body: state.jobs.get(id) } : error(404, "NOT_FOUND", `${id} not found`);
      case "POST /pipelineJobs/{id}:cancel":
        state.jobs.get(id).state = "PIPELINE_STATE_CANCELLED";
        return { body: {} };
      case "GET /schedules":
        return { body: { schedules: state.schedules.filter(({ displayName }) => query["filter"] === `display_name="${displayName}"`) } };
      case "POST /schedules":
        state.schedules.push({ name: `${name}/schedules/${state.schedules.length + 1}`, state: "ACTIVE", ...body });
        return { body: state.schedules.at(-1) };
      case "PATCH /schedules/{id}": {
        const schedule = state.schedules.find((one) => one.name === `${name}/schedules/${id}`);
        for (const field of query["updateMask"]!.split(",")) schedule[field] = body[field];
        return { body: schedule };
      }
      case "POST /metadataStores/default/artifacts": {
        const artifact = query["artifactId"] ?? "";
        if (state.artifacts.has(artifact)) return error(409, "ALREADY_EXISTS", `${artifact} already exists`);
        state.artifacts.set(artifact, body);
        return { body };
      }
      case "GET /metadataStores/default/artifacts/{id}":
        return state.artifacts.has(id) ? { body: state.artifacts.get(id) } : error(404, "NOT_FOUND", `${id} not found`);
      case "POST /v2/entries:list": {
        const [, job = ""] = /job_id="(\d+)"/.exec(body.filter) ?? [];
        return { body: { entries: (state.logs[job] ?? []).map((textPayload) => ({ textPayload })) } };
      }
      default:
        return { status: 500 };
    }
  };
  const server = await strictServer(api, answer);
  return Object.assign(state, server);
}
