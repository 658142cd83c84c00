import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { type Clock, realClock } from "../http/clock.ts";
import { SubmitError } from "../http/error.ts";
import { MASK, type Secrets } from "../http/secrets.ts";
import { type Send, sendByFetch, sendWithTls, type Tls } from "../http/send.ts";
import { type Auth, anonymous } from "./auth.ts";
import { bearerToken, renewingToken, tokenFile } from "./bearer.ts";

/** How to reach the API of a cluster. */
export interface Cluster {
  /** Without `/` at its end. */
  readonly server: string;
  readonly auth: Auth;
  readonly send: Send;
  /** The namespace of the context, where it names one. */
  readonly namespace?: string | undefined;
}

export interface KubeconfigOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly secrets: Secrets;
  /** The name of a context; the current one where left out. */
  readonly context?: string | undefined;
  readonly clock?: Clock | undefined;
  /** Nothing will be sent: no plugin is asked for credentials. */
  readonly isDry?: boolean | undefined;
  /** Where a pod finds its service account. */
  readonly serviceAccountFolder?: string | undefined;
}

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly contexts?: readonly Named<"context", { cluster?: string; user?: string; namespace?: string }>[];
  readonly clusters?: readonly Named<"cluster", ClusterEntry>[];
  readonly users?: readonly Named<"user", UserEntry>[];
}

type Named<Key extends string, T> = { readonly name?: string } & { readonly [key in Key]?: T };

interface ClusterEntry {
  readonly server?: string;
  readonly "certificate-authority"?: string;
  readonly "certificate-authority-data"?: string;
  readonly "insecure-skip-tls-verify"?: boolean;
  readonly "tls-server-name"?: string;
  readonly "proxy-url"?: string;
}

interface UserEntry {
  readonly token?: string;
  readonly tokenFile?: string;
  readonly username?: string;
  readonly password?: string;
  readonly "client-certificate"?: string;
  readonly "client-certificate-data"?: string;
  readonly "client-key"?: string;
  readonly "client-key-data"?: string;
  readonly exec?: ExecEntry;
  readonly "auth-provider"?: { readonly name?: string };
}

interface ExecEntry {
  readonly apiVersion?: string;
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly installHint?: string;
  readonly provideClusterInfo?: boolean;
}

/** Where a file's own relative paths start. */
type In<T> = T & { readonly folder: string };

/**
 * The cluster that `kubectl` would speak to: that of `KUBECONFIG` (several files are merged, the first word counts), of `~/.kube/config`, or,
 * in a pod, the one around it.
 *
 * @throws SubmitError
 */
export async function readCluster(options: KubeconfigOptions): Promise<Cluster> {
  const { env, context: wanted } = options;
  const named = env["KUBECONFIG"];
  const paths = named ? named.split(delimiter).filter(Boolean) : [join(env["HOME"] ?? "", ".kube", "config")];
  const files = paths.flatMap((path) => readKubeconfig(path, named !== undefined && paths.length === 1));
  if (files.length === 0) return inCluster(options);

  const name = wanted ?? files.map((file) => file["current-context"]).find(Boolean);
  if (name === undefined) throw new SubmitError("address", "the kubeconfig names no current context: pass `--context`.");
  const context = entry(files, "contexts", name)?.context;
  if (context === undefined) {
    const known = files.flatMap(({ contexts = [] }) => contexts.map((one) => `\`${one.name}\``));
    throw new SubmitError(
      "address",
      `the kubeconfig has no context \`${name}\`. There ${known.length === 1 ? "is" : "are"} ${known.join(", ") || "none"}.`,
    );
  }
  const cluster = entry(files, "clusters", context.cluster ?? "");
  if (!cluster?.cluster?.server) throw new SubmitError("address", `the kubeconfig names no server for the context \`${name}\`.`);
  if (cluster.cluster["proxy-url"])
    throw new SubmitError("address", "the kubeconfig asks for a proxy (`proxy-url`), which typeline cannot use.");
  const user = entry(files, "users", context.user ?? "");
  return connect(
    { ...cluster.cluster, folder: cluster.folder },
    { ...user?.user, folder: user?.folder ?? "" },
    context.namespace,
    name,
    options,
  );
}

function readKubeconfig(path: string, mustExist: boolean): In<Kubeconfig>[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (!mustExist && (error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new SubmitError("address", `the kubeconfig ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  try {
    const value: unknown = parse(text, { logLevel: "error", prettyErrors: false });
    return typeof value === "object" && value !== null ? [{ ...(value as Kubeconfig), folder: dirname(resolve(path)) }] : [];
  } catch {
    // The parser's words may quote a line with a secret in it.
    throw new SubmitError("address", `the kubeconfig ${path} is not YAML.`);
  }
}

function entry<Key extends "contexts" | "clusters" | "users">(files: readonly In<Kubeconfig>[], key: Key, name: string) {
  for (const file of files) {
    const found = (file[key] as readonly { readonly name?: string }[] | undefined)?.find((one) => one.name === name);
    if (found) return { ...(found as NonNullable<Kubeconfig[Key]>[number]), folder: file.folder };
  }
  return undefined;
}

async function connect(
  cluster: In<ClusterEntry>,
  user: In<UserEntry>,
  namespace: string | undefined,
  context: string,
  options: KubeconfigOptions,
): Promise<Cluster> {
  const tls: Tls = {
    ca: pem(cluster, "certificate-authority"),
    cert: pem(user, "client-certificate"),
    key: secretPem(user, options.secrets),
    insecure: cluster["insecure-skip-tls-verify"],
    serverName: cluster["tls-server-name"],
  };
  const server = cluster.server!.replace(/\/+$/, "");
  const auth = await userAuth(user, server, context, options);
  const withCertificates = Object.values({ ...tls, ...auth.tls }).some((value) => value !== undefined);
  return { server, auth: auth.auth, namespace, send: withCertificates ? sendWithTls({ ...tls, ...auth.tls }) : sendByFetch };
}

function pem<Key extends "certificate-authority" | "client-certificate" | "client-key">(
  from: In<{ readonly [key in Key | `${Key}-data`]?: string }>,
  key: Key,
): string | undefined {
  const data = from[`${key}-data`];
  if (data) return Buffer.from(data, "base64").toString();
  const file = from[key];
  if (!file) return undefined;
  const path = isAbsolute(file) ? file : join(from.folder, file);
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new SubmitError(
      "auth",
      `not logged in: ${path}, which the kubeconfig names, cannot be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}

function secretPem(user: In<UserEntry>, secrets: Secrets): string | undefined {
  const key = pem(user, "client-key");
  if (key !== undefined) secrets.add(key.trim());
  return key;
}

async function userAuth(
  user: In<UserEntry>,
  server: string,
  context: string,
  { secrets, env, clock = realClock, isDry }: KubeconfigOptions,
): Promise<{ auth: Auth; tls?: Tls }> {
  const from = `the kubeconfig's context \`${context}\``;
  if (user.tokenFile) return { auth: tokenFile(isAbsolute(user.tokenFile) ? user.tokenFile : join(user.folder, user.tokenFile), secrets) };
  if (user.token) return { auth: bearerToken(user.token, from, secrets) };
  if (user.username !== undefined) {
    secrets.add(user.password ?? "");
    const credentials = secrets.add(Buffer.from(`${user.username}:${user.password ?? ""}`).toString("base64"));
    const headers = async () => ({ authorization: `Basic ${credentials}` });
    return { auth: { identity: `the user of ${from}`, shown: { authorization: `Basic ${MASK}` }, headers } };
  }
  if (user.exec) {
    const plugin = execPlugin(user.exec, user.folder, server, env, secrets);
    const identity = `what \`${user.exec.command}\` gave for ${from}`;
    if (isDry) return { auth: { ...anonymous, identity, shown: { authorization: `Bearer ${MASK}` } } };
    // Certificates of a plugin belong to the connection, and are asked for once.
    const first = await plugin();
    if (first.cert !== undefined) return { auth: { ...anonymous, identity }, tls: { cert: first.cert, key: first.key } };
    let kept: typeof first | undefined = first;
    const next = async () => {
      const { token = "", expires } = kept ?? (await plugin());
      kept = undefined;
      return { token, expires };
    };
    return { auth: renewingToken(identity, next, () => clock.now(), secrets) };
  }
  if (user["auth-provider"])
    throw new SubmitError(
      "auth",
      `not logged in: ${from} uses the auth provider \`${user["auth-provider"].name}\`, which Kubernetes has dropped: use an exec plugin.`,
    );
  return { auth: { ...anonymous, identity: `the certificate of ${from}` } };
}

/** Runs a credential plugin (`client.authentication.k8s.io`), each time it is asked. */
function execPlugin(
  { command = "", args = [], env: extra = [], apiVersion = "client.authentication.k8s.io/v1", installHint }: ExecEntry,
  folder: string,
  server: string,
  env: KubeconfigOptions["env"],
  secrets: Secrets,
) {
  const info = { apiVersion, kind: "ExecCredential", spec: { interactive: false, cluster: { server } } };
  // A command with a slash is relative to the kubeconfig; one without is looked for in PATH.
  const program = command.includes("/") && !isAbsolute(command) ? join(folder, command) : command;
  const wrong = (reason: string) =>
    new SubmitError("auth", secrets.mask(`not logged in: \`${command}\`, which the kubeconfig asks for credentials, ${reason}.`));
  return async () => {
    let printed: string;
    try {
      const { stdout } = await promisify(execFile)(program, [...args], {
        env: { ...env, ...Object.fromEntries(extra.map(({ name, value }) => [name, value])), KUBERNETES_EXEC_INFO: JSON.stringify(info) },
        timeout: 60_000,
        maxBuffer: 1 << 20,
      });
      printed = stdout;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException & { code?: string | number };
      throw wrong(code === "ENOENT" ? `is not installed${installHint ? `: ${installHint.trim()}` : ""}` : `failed (exit code ${code})`);
    }
    let status: { token?: string; expirationTimestamp?: string; clientCertificateData?: string; clientKeyData?: string } | undefined;
    try {
      ({ status } = JSON.parse(printed));
    } catch {
      // Falls through: what it printed may be a secret.
    }
    if (status?.token === undefined && status?.clientCertificateData === undefined) throw wrong("printed no credentials");
    if (status.token !== undefined) secrets.add(status.token);
    if (status.clientKeyData !== undefined) secrets.add(status.clientKeyData);
    const expires = status.expirationTimestamp === undefined ? undefined : Date.parse(status.expirationTimestamp);
    return { token: status.token, expires, cert: status.clientCertificateData, key: status.clientKeyData };
  };
}

/** A pod's own cluster. */
function inCluster({ env, secrets, serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount" }: KubeconfigOptions): Cluster {
  const [host, port] = [env["KUBERNETES_SERVICE_HOST"], env["KUBERNETES_SERVICE_PORT"] ?? "443"];
  if (!host) throw new SubmitError("address", "there is no kubeconfig, and this is no pod: set KUBECONFIG, or pass `--endpoint`.");
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(serviceAccountFolder, name), "utf8");
    } catch {
      return undefined;
    }
  };
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    auth: tokenFile(join(serviceAccountFolder, "token"), secrets),
    namespace: read("namespace")?.trim(),
    send: sendWithTls({ ca: read("ca.crt") }),
  };
}
