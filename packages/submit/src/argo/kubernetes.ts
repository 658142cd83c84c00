import { type Client, createOnce } from "../http/client.ts";
import { SubmitError } from "../http/error.ts";
import { found, given } from "../http/outcomes.ts";
import { type ArgoEngine, asJson, type KubernetesObject, resources, type Workflow } from "./engine.ts";

/** Whose fields they are that typeline applies (server-side apply). */
const fieldManager = "typeline";

/** Argo Workflows by its custom resources: nothing but the API of Kubernetes is needed. */
export function argoByKubernetes(client: Client, namespace: string): ArgoEngine {
  const path = (kind: string, name?: string) => {
    const { group, plural } = resources[kind]!;
    return `${group}/namespaces/${encodeURIComponent(namespace)}/${plural}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;
  };
  const read = (name: string) =>
    client.json<Workflow>({ method: "GET", path: path("Workflow", name), what: `read the workflow \`${name}\``, dry: {} });
  return {
    namespace,
    sleep: (milliseconds) => client.clock.sleep(milliseconds, client.options.signal),
    async apply(object) {
      const { name = "" } = object.metadata;
      await client.json({
        method: "PATCH",
        path: path(object.kind, name),
        query: { fieldManager, force: "true" },
        body: { kind: "json", type: "application/apply-patch+yaml", value: inNamespace(object, namespace) },
        what: `apply the ${object.kind} \`${name}\``,
      });
    },
    async create(workflow) {
      const { name } = workflow.metadata;
      await createOnce<unknown>(
        client,
        () =>
          client.json({
            method: "POST",
            path: path("Workflow"),
            query: { fieldManager },
            body: { kind: "json", value: inNamespace(workflow, namespace) },
            what: `create the workflow \`${name}\``,
          }),
        () => found(read(name)),
      );
    },
    workflow: read,
    log: (_, { pod }) =>
      given(
        client.text({
          method: "GET",
          path: `api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`,
          query: { container: "main" },
          what: `read the log of \`${pod}\``,
          answer: "text",
          again: false,
        }),
      ),
    async cancel(name) {
      await client.json({
        method: "PATCH",
        path: path("Workflow", name),
        body: { kind: "json", type: "application/merge-patch+json", value: { spec: { shutdown: "Terminate" } } },
        what: `cancel the workflow \`${name}\``,
      });
    },
    async retry() {
      throw new SubmitError("spec", "only Argo's server can retry a workflow: pass its address with `--endpoint`.");
    },
  };
}

const inNamespace = (object: KubernetesObject, namespace: string) => asJson({ ...object, metadata: { ...object.metadata, namespace } });
