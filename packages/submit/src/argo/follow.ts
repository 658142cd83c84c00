import { gunzipSync } from "node:zlib";
import { isSubmitError, SubmitError } from "../http/error.ts";
import { type FinishedRun, type FollowOptions, follow, type RunState, type TaskSnapshot, type TaskState } from "../run.ts";
import type { ArgoEngine, Workflow, WorkflowNode } from "./engine.ts";

/** `WorkflowPhase`; a workflow that the controller has not seen has none. */
const runStates: { readonly [phase: string]: RunState } = {
  Pending: "pending",
  Running: "running",
  Succeeded: "succeeded",
  Failed: "failed",
  Error: "failed",
};

/** `NodePhase`. */
const taskStates: { readonly [phase: string]: TaskState } = {
  Pending: "pending",
  Running: "running",
  Succeeded: "succeeded",
  Skipped: "skipped",
  Omitted: "skipped",
  Daemoned: "running",
  Failed: "failed",
  Error: "failed",
};

/** Nodes that run something; the others are groups of them. */
const leaves = new Set(["Pod", "Container", "HTTP", "Plugin"]);

/** Follows a workflow to its end. */
export function followArgoRun(argo: ArgoEngine, name: string, options: FollowOptions): Promise<FinishedRun> {
  const pods = new Map<string, string>();
  return follow(
    {
      sleep: (milliseconds) => argo.sleep(milliseconds),
      async snapshot() {
        const workflow = await argo.workflow(name).catch((error: unknown) => {
          if (isSubmitError(error, "gone")) throw new SubmitError("gone", `the workflow \`${name}\` was deleted while it was followed.`);
          throw error;
        });
        const { phase = "", message } = workflow.status ?? {};
        const isStopped = workflow.spec?.shutdown !== undefined;
        const state = runStates[phase] ?? "pending";
        return {
          // A workflow that was terminated has failed, to Argo.
          state: isStopped ? (state === "failed" ? "cancelled" : state === "succeeded" ? state : "cancelling") : state,
          message,
          tasks: nodesOf(workflow).flatMap((node) => taskOf(node, name, pods)),
        };
      },
      async log(task) {
        const pod = pods.get(task.id);
        return pod === undefined ? undefined : argo.log(name, { ...task, pod });
      },
    },
    options,
  );
}

/** The nodes in the order of their ids, so that changes come in one order. */
function nodesOf({ status: { nodes, compressedNodes } = {} }: Workflow): readonly WorkflowNode[] {
  const all =
    nodes ??
    (compressedNodes ? (JSON.parse(gunzipSync(Buffer.from(compressedNodes, "base64")).toString()) as Record<string, WorkflowNode>) : {});
  return Object.entries(all).map(([id, node]) => ({ ...node, id }));
}

function taskOf(node: WorkflowNode, workflow: string, pods: Map<string, string>): TaskSnapshot[] {
  const { id = "", name = "", type = "", phase = "", message, memoizationStatus } = node;
  if (!leaves.has(type) && !(type === "Skipped" || memoizationStatus?.hit)) return [];
  if (type === "Pod") pods.set(id, podName(node, workflow));
  const state = memoizationStatus?.hit ? "cached" : (taskStates[phase] ?? "pending");
  return [
    {
      id,
      name: readable(name, workflow),
      state,
      message: message || undefined,
      isGroup: type !== "Pod" || memoizationStatus?.hit === true,
    },
  ];
}

/** `train-4f2.pipeline.fit(0)` without the workflow's own steps: `fit(0)`. */
function readable(name: string, workflow: string): string {
  return name.replace(`${workflow}.`, "").replace(/^pipeline\./, "");
}

/** The second form of pods' names, Argo's default (`workflow/util/pod_name.go`): the template's name between the two parts of the node's id. */
function podName({ id = "", name, templateName, templateRef }: WorkflowNode, workflow: string): string {
  if (name === workflow) return workflow;
  const template = templateName || templateRef?.template;
  const prefix = template ? `${workflow}-${template}` : workflow;
  return `${prefix.slice(0, 242)}-${id.slice(id.lastIndexOf("-") + 1)}`;
}
