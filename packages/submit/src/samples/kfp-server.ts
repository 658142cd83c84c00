import { readFileSync } from "node:fs";
import { type Api, type Received, type Reply, type StrictServer, strictServer } from "./strict-server.ts";

export const kfpApi: Api = JSON.parse(readFileSync(new URL("./apis/kfp-v2beta1.json", import.meta.url), "utf8"));

/** KFP's server, as far as its names and identities go. */
export interface KfpServer extends StrictServer {
  readonly pipelines: Record<string, any>[];
  readonly versions: Record<string, any>[];
  readonly experiments: Record<string, any>[];
  readonly runs: Record<string, any>[];
  readonly recurringRuns: Record<string, any>[];
  readonly logs: Record<string, string>;
  /** The tokens that it takes; anyone where there is none. */
  readonly tokens: string[];
  /** Called at each question for a run, which it may change. */
  onRead?: (run: Record<string, any>) => void;
}

const notFound = (what: string): Reply => ({
  status: 404,
  body: { error: `ResourceNotFoundError: ${what} not found.`, code: 5, message: `ResourceNotFoundError: ${what} not found.`, details: [] },
});
const exists = (what: string): Reply => ({
  status: 409,
  body: { code: 6, message: `Already exist error: ${what} already exists.`, details: [] },
});

export async function kfpServer(): Promise<KfpServer> {
  const state = { pipelines: [], versions: [], experiments: [], runs: [], recurringRuns: [], logs: {}, tokens: [] } as unknown as KfpServer;
  let count = 0;
  const id = (kind: string) => `${kind}-${(count += 1)}`;
  const filtered = (list: Record<string, any>[], { query }: Received) => {
    if (query["filter"] === undefined) return list;
    const { predicates } = JSON.parse(query["filter"]) as { predicates: { operation: string; key: string; string_value: string }[] };
    return list.filter((item) =>
      predicates.every(({ operation, key, string_value }) => operation === "EQUALS" && item[key] === string_value),
    );
  };
  const answers: Record<string, (request: Received) => Reply> = {
    "GET /apis/v2beta1/pipelines/names/{name}": ({ params, query }) => {
      const found = state.pipelines.find(({ name, namespace = "" }) => name === params["name"] && namespace === (query["namespace"] ?? ""));
      return found ? { body: found } : notFound(`Pipeline ${params["name"]}`);
    },
    "POST /apis/v2beta1/pipelines": ({ body }) => {
      if (state.pipelines.some(({ name, namespace }) => name === body.name && namespace === body.namespace)) return exists(body.name);
      state.pipelines.push({ pipeline_id: id("pipeline"), ...body });
      return { body: state.pipelines.at(-1) };
    },
    "GET /apis/v2beta1/pipelines/{pipeline_id}/versions": (request) => ({
      body: { pipeline_versions: filtered(state.versions, request).filter((one) => one["pipeline_id"] === request.params["pipeline_id"]) },
    }),
    "POST /apis/v2beta1/pipelines/upload_version": ({ query, body }) => {
      if (state.versions.some(({ name, pipeline_id }) => name === query["name"] && pipeline_id === query["pipelineid"]))
        return { status: 409, body: { error_message: "Failed to create a pipeline version", error_details: "" } };
      state.versions.push({ pipeline_id: query["pipelineid"], pipeline_version_id: id("version"), name: query["name"], text: body });
      return { body: { ...state.versions.at(-1), text: undefined } };
    },
    "GET /apis/v2beta1/experiments": (request) => ({
      body: {
        experiments: filtered(state.experiments, request).filter(({ namespace = "" }) => namespace === (request.query["namespace"] ?? "")),
      },
    }),
    "POST /apis/v2beta1/experiments": ({ body }) => {
      if (state.experiments.some(({ display_name: name, namespace }) => name === body.display_name && namespace === body.namespace))
        return exists(body.display_name);
      state.experiments.push({ experiment_id: id("experiment"), storage_state: "AVAILABLE", ...body });
      return { body: state.experiments.at(-1) };
    },
    "GET /apis/v2beta1/runs": (request) => ({ body: { runs: filtered(state.runs, request) } }),
    "POST /apis/v2beta1/runs": ({ body }) => {
      state.runs.push({ run_id: id("run"), state: "PENDING", ...body });
      return { body: state.runs.at(-1) };
    },
    "GET /apis/v2beta1/runs/{run_id}": ({ params }) => {
      const run = state.runs.find(({ run_id }) => run_id === params["run_id"]);
      if (run) state.onRead?.(run);
      return run && state.runs.includes(run) ? { body: run } : notFound(`Run ${params["run_id"]}`);
    },
    "POST /apis/v2beta1/runs/{run_id}:terminate": ({ params }) => {
      const run = state.runs.find(({ run_id }) => run_id === params["run_id"]);
      if (!run) return notFound(`Run ${params["run_id"]}`);
      run["state"] = "CANCELING";
      return { body: {} };
    },
    "POST /apis/v2beta1/runs/{run_id}:retry": ({ params }) => {
      const run = state.runs.find(({ run_id }) => run_id === params["run_id"]);
      if (!run) return notFound(`Run ${params["run_id"]}`);
      run["state"] = "RUNNING";
      return { body: {} };
    },
    "GET /apis/v2beta1/recurringruns": (request) => ({ body: { recurringRuns: filtered(state.recurringRuns, request) } }),
    "POST /apis/v2beta1/recurringruns": ({ body }) => {
      state.recurringRuns.push({ recurring_run_id: id("schedule"), ...body });
      return { body: state.recurringRuns.at(-1) };
    },
    "DELETE /apis/v2beta1/recurringruns/{recurring_run_id}": ({ params }) => {
      const index = state.recurringRuns.findIndex((one) => one["recurring_run_id"] === params["recurring_run_id"]);
      if (index < 0) return notFound("schedule");
      state.recurringRuns.splice(index, 1);
      return { body: {} };
    },
    "GET /k8s/pod/logs": ({ query }) => {
      const log = state.logs[query["podname"] ?? ""];
      return log === undefined ? { status: 404, body: "pod not found" } : { body: log };
    },
  };
  const api: Api = {
    ...kfpApi,
    operations: { ...kfpApi.operations, "GET /k8s/pod/logs": { query: { podname: "string", podnamespace: "string", runid: "string" } } },
  };
  const server = await strictServer(api, (request) => {
    const { authorization = "" } = request.headers;
    if (state.tokens.length > 0 && !state.tokens.includes(authorization.replace(/^Bearer /, "")))
      return { status: 401, body: { code: 16, message: `Request header error: there is no user identity for ${authorization}` } };
    return answers[request.operation]!(request);
  });
  return Object.assign(state, server);
}
