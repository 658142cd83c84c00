import type { JsonObject } from "@typeline/ir";
import type { TaskSnapshot } from "../run.ts";

/** An object of Kubernetes, as a manifest has it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly generateName?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
}

/** A workflow, as far as its progress goes (`workflow/v1alpha1`). */
export interface Workflow {
  readonly metadata?: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: { readonly shutdown?: string };
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly nodes?: { readonly [id: string]: WorkflowNode };
    /** gzip in base64, where `nodes` is too large. */
    readonly compressedNodes?: string;
  };
}

export interface WorkflowNode {
  readonly id?: string;
  readonly name?: string;
  readonly type?: string;
  readonly templateName?: string;
  readonly templateRef?: { readonly template?: string };
  readonly phase?: string;
  readonly message?: string;
  readonly memoizationStatus?: { readonly hit?: boolean };
}

/** Argo Workflows, through the API of Kubernetes or its own server. */
export interface ArgoEngine {
  readonly namespace: string;
  /** Makes a template, a schedule or a config map what the manifest says. */
  apply(object: KubernetesObject): Promise<void>;
  /** Creates a workflow whose name is its own; where it is there already, nothing happens. */
  create(workflow: KubernetesObject & { readonly metadata: { readonly name: string } }): Promise<void>;
  workflow(name: string): Promise<Workflow>;
  /** What a pod's main container printed; `undefined` where it cannot be had. */
  log(workflow: string, node: TaskSnapshot & { readonly pod: string }): Promise<string | undefined>;
  cancel(name: string): Promise<void>;
  /** @throws SubmitError where only Argo's server can */
  retry(name: string): Promise<void>;
  sleep(milliseconds: number): Promise<void>;
}

/** Paths of the API of Kubernetes, by kind. */
export const resources: { readonly [kind: string]: { readonly group: string; readonly plural: string } } = {
  WorkflowTemplate: { group: "apis/argoproj.io/v1alpha1", plural: "workflowtemplates" },
  CronWorkflow: { group: "apis/argoproj.io/v1alpha1", plural: "cronworkflows" },
  Workflow: { group: "apis/argoproj.io/v1alpha1", plural: "workflows" },
  ConfigMap: { group: "api/v1", plural: "configmaps" },
};

export const asJson = (object: KubernetesObject): JsonObject => JSON.parse(JSON.stringify(object)) as JsonObject;
