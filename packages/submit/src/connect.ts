import { existsSync } from "node:fs";
import type { PipelineDocument } from "@typeline/ir";
import type { KubernetesObject } from "./argo/engine.ts";
import { argoByKubernetes } from "./argo/kubernetes.ts";
import { argoByServer } from "./argo/server.ts";
import { type Auth, anonymous } from "./auth/auth.ts";
import { bearerToken, tokenFile } from "./auth/bearer.ts";
import { dexLogin } from "./auth/dex.ts";
import { googleAuth } from "./auth/google.ts";
import { readCluster } from "./auth/kubeconfig.ts";
import { endpointOf } from "./endpoint.ts";
import { argoEngine, type Engine, kfpEngine, vertexEngine } from "./engine.ts";
import { Client, type DryRequest } from "./http/client.ts";
import { type Clock, realClock } from "./http/clock.ts";
import { SubmitError } from "./http/error.ts";
import type { Secrets } from "./http/secrets.ts";
import { sendWithTls } from "./http/send.ts";
import { Kfp } from "./kfp/kfp.ts";
import { vertexPlace } from "./vertex/place.ts";
import { Vertex } from "./vertex/vertex.ts";

/** What is said of where an engine is, and of who asks. Secrets come from the environment and from files: what is on a command line is seen by all. */
export interface Connection {
  /** An address; where left out, that of the environment's variables, else the cluster of the kubeconfig. */
  readonly endpoint?: string | undefined;
  readonly namespace?: string | undefined;
  /** A file that holds a bearer token, read at each request. */
  readonly tokenFile?: string | undefined;
  /** Of the kubeconfig. */
  readonly context?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where everything that must not be shown is noted. */
  readonly secrets: Secrets;
  readonly clock?: Clock | undefined;
  /** Gets the requests in place of the engine. */
  readonly dryRun?: ((request: DryRequest) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Where Kubernetes puts a pod's token for KFP (`TokenCredentials` of KFP's SDK). */
const projectedToken = "/var/run/secrets/kubeflow/pipelines/token";

/**
 * Kubeflow Pipelines. At an address, who asks is shown by the first of these that is there: `--token-file`, `TYPELINE_TOKEN`,
 * `TYPELINE_USERNAME` and `TYPELINE_PASSWORD` (Dex), the token that Kubernetes gives to a pod. Without an address, the cluster's API hands on
 * what is asked, as `kubectl proxy` would; in a pod, KFP's service is asked itself.
 *
 * @throws SubmitError
 */
export async function connectKfp(connection: Connection): Promise<Engine> {
  const { env, secrets, namespace, context } = connection;
  const shared = { ...clientOptions(connection), service: "Kubeflow Pipelines" };
  const isPod = env["KUBERNETES_SERVICE_HOST"] !== undefined && env["KUBECONFIG"] === undefined && context === undefined;
  const endpoint =
    connection.endpoint ?? env["KF_PIPELINES_ENDPOINT"] ?? (isPod ? "http://ml-pipeline.kubeflow.svc.cluster.local:8888" : undefined);
  if (endpoint !== undefined) {
    const base = endpointOf(endpoint);
    // Where the server itself is asked, no UI is in front of it.
    const hasPages = new URL(base).port !== "8888";
    return kfpEngine(new Kfp(new Client({ ...shared, base, namespace, auth: kfpAuth(base, connection) })), hasPages);
  }
  const { server, auth, send } = await readCluster({
    env,
    secrets,
    context,
    clock: connection.clock,
    isDry: connection.dryRun !== undefined,
  });
  // Who goes by the cluster's API is nobody to KFP: it must be one without users, whose API takes no namespaces.
  const base = `${server}/api/v1/namespaces/${encodeURIComponent(namespace ?? "kubeflow")}/services/ml-pipeline:http/proxy`;
  return kfpEngine(new Kfp(new Client({ ...shared, base, auth, send })), false);
}

function kfpAuth(base: string, { tokenFile: file, env, secrets, clock = realClock }: Connection): Auth {
  const own = tokenOf(file, env, ["TYPELINE_TOKEN"], secrets);
  if (own !== undefined) return own;
  const [username, password] = [env["TYPELINE_USERNAME"], env["TYPELINE_PASSWORD"]];
  if (username && password) {
    const connector = env["TYPELINE_LOGIN"] === "ldap" ? "ldap" : "local";
    return dexLogin({ base, username, password, connector }, secrets, clock);
  }
  if (username || password) throw new SubmitError("auth", "not logged in: TYPELINE_USERNAME and TYPELINE_PASSWORD go together.");
  const projected = env["KF_PIPELINES_SA_TOKEN_PATH"] ?? projectedToken;
  return existsSync(projected) ? tokenFile(projected, secrets) : anonymous;
}

/**
 * Argo Workflows: its server, at an address; else the API of the kubeconfig's cluster. The server is shown `--token-file`, `TYPELINE_TOKEN` or
 * `ARGO_TOKEN`; as to Argo's own command line, `ARGO_SERVER`, `ARGO_SECURE` and `ARGO_INSECURE_SKIP_VERIFY` say where it is and how it is
 * believed.
 *
 * @param manifestsOf what `@typeline/argo` makes of a pipeline
 * @throws SubmitError
 */
export async function connectArgo(
  connection: Connection,
  manifestsOf: (document: PipelineDocument) => readonly KubernetesObject[],
): Promise<Engine> {
  const { env, secrets, context, tokenFile: file } = connection;
  const shared = { ...clientOptions(connection), service: "Argo" };
  const server = env["ARGO_SERVER"] && `${env["ARGO_SECURE"] === "false" ? "http" : "https"}://${env["ARGO_SERVER"]}`;
  const endpoint = connection.endpoint ?? (server || undefined);
  if (endpoint !== undefined) {
    const base = endpointOf(endpoint);
    const namespace = connection.namespace ?? env["ARGO_NAMESPACE"] ?? "default";
    const send = env["ARGO_INSECURE_SKIP_VERIFY"] === "true" ? sendWithTls({ insecure: true }) : undefined;
    const auth = tokenOf(file, env, ["TYPELINE_TOKEN", "ARGO_TOKEN"], secrets) ?? anonymous;
    return argoEngine(
      argoByServer(new Client({ ...shared, base, auth, send, namespace }), namespace),
      `Argo's server at ${base}`,
      manifestsOf,
    );
  }
  const cluster = await readCluster({ env, secrets, context, clock: connection.clock, isDry: connection.dryRun !== undefined });
  const namespace = connection.namespace ?? env["ARGO_NAMESPACE"] ?? cluster.namespace ?? "default";
  const client = new Client({ ...shared, base: cluster.server, auth: cluster.auth, send: cluster.send, namespace });
  return argoEngine(argoByKubernetes(client, namespace), `Argo in namespace ${namespace} of ${cluster.server}`, manifestsOf);
}

/**
 * Vertex AI, with Google's credentials. The endpoint is an address, a `projects/…/locations/…`, or both; what it leaves open,
 * `GOOGLE_CLOUD_PROJECT` and `GOOGLE_CLOUD_LOCATION` say.
 *
 * @throws SubmitError
 */
export async function connectVertex(connection: Connection): Promise<Engine> {
  const { env, secrets, endpoint, clock, tokenFile: file } = connection;
  const google = googleAuth({ env, secrets, clock });
  const auth = tokenOf(file, env, ["TYPELINE_TOKEN"], secrets) ?? google.auth;
  const location = env["GOOGLE_CLOUD_LOCATION"] ?? env["GOOGLE_CLOUD_REGION"] ?? env["CLOUDSDK_COMPUTE_REGION"];
  const place = vertexPlace(endpoint, { project: google.project, location });
  const shared = { ...clientOptions(connection), auth };
  const logging = new Client({ ...shared, base: "https://logging.googleapis.com", service: "Cloud Logging" });
  return vertexEngine(new Vertex(new Client({ ...shared, base: place.base, service: "Vertex AI" }), place, logging));
}

function clientOptions({ secrets, clock, dryRun, signal }: Connection) {
  return { secrets, clock, dryRun, signal };
}

function tokenOf(file: string | undefined, env: Connection["env"], names: readonly string[], secrets: Secrets): Auth | undefined {
  if (file !== undefined) return tokenFile(file, secrets);
  const name = names.find((one) => env[one]);
  return name === undefined ? undefined : bearerToken(env[name]!.replace(/^Bearer\s+/i, ""), name, secrets);
}
