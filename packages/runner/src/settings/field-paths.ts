import { createHash } from "node:crypto";
import type { PodMetadata } from "@typeline/ir";

/** The task that stands where a pod would. */
export interface PodFacts {
  readonly runId: string;
  /** `for-loop-1[0]/fit` */
  readonly path: string;
  /** Of the attempt, from 1. */
  readonly number: number;
  /** The name of this machine. */
  readonly node: string;
}

/**
 * What a field of the pod would be, for `fieldPathAsEnv`. Kubernetes lists those that a variable may have in its documentation of the
 * downward API.
 *
 * `metadata.name` and `metadata.uid` are of the attempt: the same whenever they are asked for, different for each. The namespace and
 * the service account are `default`, the node is this machine, addresses are `127.0.0.1`. Labels and annotations are those of the
 * task, `pipeline/runid` and Argo's `workflows.argoproj.io/workflow` (the id of the run); others are empty, as in a cluster.
 *
 * @returns undefined for a field that Kubernetes refuses
 */
export function fieldOfPod(fieldPath: string, pod: PodFacts, { labels, annotations }: PodMetadata = {}): string | undefined {
  const hash = createHash("sha256").update(`${pod.runId}\n${pod.path}\n${pod.number}`).digest("hex");
  switch (fieldPath) {
    case "metadata.name":
      return `${pod.runId}-${hash.slice(0, 10)}`;
    case "metadata.uid":
      return uuidOf(hash);
    case "metadata.namespace":
    case "spec.serviceAccountName":
      return "default";
    case "spec.nodeName":
      return pod.node;
    case "status.hostIP":
    case "status.hostIPs":
    case "status.podIP":
    case "status.podIPs":
      return "127.0.0.1";
  }
  const key = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(fieldPath);
  if (key === null) return undefined;
  const own =
    key[1] === "labels" ? { "pipeline/runid": pod.runId, "workflows.argoproj.io/workflow": pod.runId, ...labels } : { ...annotations };
  return Object.hasOwn(own, key[2]!) ? own[key[2]! as keyof typeof own] : "";
}

/** A UUID of version 8, which is for such values of one's own making. */
function uuidOf(hash: string): string {
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
