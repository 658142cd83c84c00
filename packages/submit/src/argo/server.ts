import type { JsonObject } from "@typeline/ir";
import { type Client, createOnce } from "../http/client.ts";
import { SubmitError } from "../http/error.ts";
import { found, given } from "../http/outcomes.ts";
import { type ArgoEngine, asJson, type KubernetesObject, type Workflow } from "./engine.ts";

/** Where Argo's server keeps a kind, and what its requests call it. */
const kinds: { readonly [kind: string]: { readonly path: string; readonly field: string } } = {
  WorkflowTemplate: { path: "workflow-templates", field: "template" },
  CronWorkflow: { path: "cron-workflows", field: "cronWorkflow" },
};

/** Argo Workflows by its own server (`argo-server`). */
export function argoByServer(client: Client, namespace: string): ArgoEngine {
  const ns = encodeURIComponent(namespace);
  const workflow = (name: string, action = "") => `api/v1/workflows/${ns}/${encodeURIComponent(name)}${action}`;
  const read = (name: string) =>
    client.json<Workflow>({ method: "GET", path: workflow(name), what: `read the workflow \`${name}\``, dry: {} });
  return {
    namespace,
    sleep: (milliseconds) => client.clock.sleep(milliseconds, client.options.signal),
    apply: (object) => apply(client, object, namespace),
    async create(object) {
      const { name } = object.metadata;
      await createOnce<unknown>(
        client,
        () =>
          client.json({
            method: "POST",
            path: `api/v1/workflows/${ns}`,
            body: { kind: "json", value: { namespace, workflow: asJson({ ...object, metadata: { ...object.metadata, namespace } }) } },
            what: `create the workflow \`${name}\``,
          }),
        () => found(read(name)),
      );
    },
    workflow: read,
    async log(name, { pod }) {
      const stream = await given(
        client.text({
          method: "GET",
          path: workflow(name, "/log"),
          query: { podName: pod, "logOptions.container": "main" },
          what: `read the log of \`${pod}\``,
          answer: "text",
          again: false,
        }),
      );
      return stream === undefined ? undefined : linesOf(stream);
    },
    async cancel(name) {
      await client.json({
        method: "PUT",
        path: workflow(name, "/terminate"),
        body: { kind: "json", value: { name, namespace } },
        what: `cancel the workflow \`${name}\``,
      });
    },
    async retry(name) {
      // A second retry of a workflow that runs again is refused.
      await client.json({
        method: "PUT",
        path: workflow(name, "/retry"),
        body: { kind: "json", value: { name, namespace } },
        what: `retry the workflow \`${name}\``,
        again: false,
      });
    },
  };
}

/** The server knows no apply: what is there is replaced, in the version that was seen. */
async function apply(client: Client, object: KubernetesObject, namespace: string): Promise<void> {
  const { name = "" } = object.metadata;
  const kind = kinds[object.kind];
  if (kind === undefined)
    throw new SubmitError(
      "spec",
      `Argo's server cannot store the ${object.kind} \`${name}\`: go by the API of Kubernetes, without \`--endpoint\`.`,
    );
  const path = `api/v1/${kind.path}/${encodeURIComponent(namespace)}`;
  const read = () =>
    found(
      client.json<{ metadata?: { resourceVersion?: string; uid?: string } }>({
        method: "GET",
        path: `${path}/${encodeURIComponent(name)}`,
        what: `look for the ${object.kind} \`${name}\``,
        dry: {},
      }),
    );
  const replace = (metadata: JsonObject) =>
    client.json({
      method: "PUT",
      path: `${path}/${encodeURIComponent(name)}`,
      body: {
        kind: "json",
        value: { name, namespace, [kind.field]: asJson({ ...object, metadata: { ...object.metadata, ...metadata, namespace } }) },
      },
      what: `update the ${object.kind} \`${name}\``,
    });
  const create = () =>
    client.json({
      method: "POST",
      path,
      body: { kind: "json", value: { namespace, [kind.field]: asJson({ ...object, metadata: { ...object.metadata, namespace } }) } },
      what: `create the ${object.kind} \`${name}\``,
    });
  const existing = client.isDry ? undefined : await read();
  if (existing === undefined) await createOnce<unknown>(client, create, read);
  else {
    const { resourceVersion = "", uid = "" } = existing.metadata ?? {};
    await replace({ resourceVersion, uid });
  }
}

/** Lines of `{"result": {"content": …}}`. */
function linesOf(stream: string): string {
  return stream
    .split("\n")
    .flatMap((line) => {
      try {
        const { result } = JSON.parse(line) as { result?: { content?: string } };
        return result?.content === undefined ? [] : [`${result.content}\n`];
      } catch {
        return [];
      }
    })
    .join("");
}
