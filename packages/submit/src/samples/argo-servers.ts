import { readFileSync } from "node:fs";
import { type Api, type Received, type Reply, type StrictServer, strictServer } from "./strict-server.ts";

const argoServerApi: Api = JSON.parse(readFileSync(new URL("./apis/argo-server.json", import.meta.url), "utf8"));

const message = (kind: string) => ({ $ref: `#/$defs/io.argoproj.workflow.v1alpha1.${kind}` });
const group = "/apis/argoproj.io/v1alpha1/namespaces/{namespace}";
const applied = { query: { fieldManager: "string", force: "string" }, type: "application/apply-patch+yaml" };

/** What typeline asks of the API of Kubernetes: its own conventions (API concepts, server-side apply), and Argo's messages. */
const kubernetesApi: Api = {
  $defs: argoServerApi.$defs!,
  operations: {
    [`PATCH ${group}/workflowtemplates/{name}`]: { ...applied, body: message("WorkflowTemplate") },
    [`PATCH ${group}/cronworkflows/{name}`]: { ...applied, body: message("CronWorkflow") },
    [`POST ${group}/workflows`]: { query: { fieldManager: "string" }, body: message("Workflow") },
    [`GET ${group}/workflows/{name}`]: {},
    [`PATCH ${group}/workflows/{name}`]: {
      type: "application/merge-patch+json",
      body: {
        type: "object",
        required: ["spec"],
        properties: { spec: { type: "object", properties: { shutdown: { enum: ["Terminate", "Stop"] } }, additionalProperties: false } },
      },
    },
    "PATCH /api/v1/namespaces/{namespace}/configmaps/{name}": {
      ...applied,
      body: {
        type: "object",
        required: ["apiVersion", "kind", "metadata"],
        properties: {
          apiVersion: { const: "v1" },
          kind: { const: "ConfigMap" },
          metadata: {},
          data: {},
          binaryData: {},
          immutable: { type: "boolean" },
        },
        additionalProperties: false,
      },
    },
    "GET /api/v1/namespaces/{namespace}/pods/{name}/log": { query: { container: "string" } },
  },
};

/** A cluster with Argo Workflows in the namespace `ml`, as its API or Argo's server show it. */
export interface ArgoCluster extends StrictServer {
  readonly objects: Map<string, any>;
  readonly logs: Record<string, string>;
  onRead?: (workflow: any) => void;
}

export async function argoCluster(by: "kubernetes" | "server"): Promise<ArgoCluster> {
  const state = { objects: new Map(), logs: {} } as unknown as ArgoCluster;
  let version = 0;
  const notFound = (kind: string, name: string): Reply =>
    by === "server"
      ? { status: 404, body: { code: 5, message: `${kind}.argoproj.io "${name}" not found` } }
      : {
          status: 404,
          body: { kind: "Status", status: "Failure", reason: "NotFound", message: `${kind}.argoproj.io "${name}" not found`, code: 404 },
        };
  const store = (kind: string, object: any, { replace }: { replace: boolean }): Reply => {
    const { name, namespace } = object.metadata;
    if (namespace !== "ml") return { status: 404, body: { kind: "Status", message: `namespaces "${namespace}" not found`, code: 404 } };
    const key = `${kind}/${name}`;
    if (!replace && state.objects.has(key))
      return {
        status: 409,
        body: {
          kind: "Status",
          reason: "AlreadyExists",
          message: `${kind}.argoproj.io "${name}" already exists`,
          code: by === "server" ? 6 : 409,
        },
      };
    version += 1;
    state.objects.set(key, { ...object, metadata: { ...object.metadata, resourceVersion: String(version), uid: `uid-${name}` } });
    return { body: state.objects.get(key) };
  };
  const get = (kind: string, name: string): Reply => {
    const object = state.objects.get(`${kind}/${name}`);
    if (object !== undefined && kind === "workflows") state.onRead?.(object);
    return state.objects.has(`${kind}/${name}`) ? { body: object } : notFound(kind, name);
  };
  const checkVersion = (kind: string, object: any): Reply | undefined => {
    const before = state.objects.get(`${kind}/${object.metadata.name}`);
    if (before === undefined) return notFound(kind, object.metadata.name);
    return before.metadata.resourceVersion === object.metadata.resourceVersion
      ? undefined
      : { status: 409, body: { code: 6, message: "the object has been modified" } };
  };
  const answer = ({ operation, params, query, body }: Received): Reply => {
    const { name = "" } = params;
    const [method = "", path = ""] = operation.split(" ");
    if (path.endsWith("/log")) {
      const pod = by === "server" ? query["podName"]! : name;
      const text = state.logs[pod];
      if (text === undefined) return notFound("pods", pod);
      return {
        body:
          by === "server"
            ? text
                .split("\n")
                .map((content) => JSON.stringify({ result: { content, podName: pod } }))
                .join("\n")
            : text,
      };
    }
    if (by === "server") {
      const [, kind = ""] = /\/api\/v1\/([\w-]+)/.exec(path) ?? [];
      const plural = kind.replace("-", "");
      if (path.endsWith("/terminate") || path.endsWith("/retry")) {
        const workflow = state.objects.get(`workflows/${name}`);
        if (workflow === undefined) return notFound("workflows", name);
        if (path.endsWith("/terminate")) workflow.spec.shutdown = "Terminate";
        else workflow.status = { phase: "Running" };
        return { body: workflow };
      }
      if (method === "GET") return get(plural, name);
      const object = body.workflow ?? body.template ?? body.cronWorkflow;
      if (method === "POST") return store(plural, object, { replace: false });
      return checkVersion(plural, object) ?? store(plural, object, { replace: true });
    }
    const [, plural = ""] = /\{namespace\}\/(\w+)/.exec(path) ?? [];
    if (method === "GET") return get(plural, name);
    if (method === "POST") return store(plural, body, { replace: false });
    if (plural !== "workflows") return store(plural, body, { replace: true });
    const workflow = state.objects.get(`workflows/${name}`);
    if (workflow === undefined) return notFound("workflows", name);
    Object.assign(workflow.spec, body.spec);
    return { body: workflow };
  };
  const server = await strictServer(by === "server" ? argoServerApi : kubernetesApi, answer);
  return Object.assign(state, server);
}
