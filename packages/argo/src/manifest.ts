/** The parts of Argo's manifests that are written here; names and meanings are those of Argo's own schema. */

export interface Parameter {
  name: string;
  value?: string;
  default?: string;
  enum?: readonly string[];
  description?: string;
  globalName?: string;
  valueFrom?: { path?: string; expression?: string; jsonPath?: string; default?: string };
}

export interface Artifact {
  name: string;
  path?: string;
  from?: string;
  fromExpression?: string;
  optional?: true;
  globalName?: string;
  archive?: { none: Record<string, never> };
  s3?: Record<string, string | boolean>;
  gcs?: Record<string, string>;
  http?: { url: string };
}

export interface Interface {
  parameters?: Parameter[];
  artifacts?: Artifact[];
}

export interface DagTask {
  name: string;
  template?: string;
  templateRef?: { name: string; template: string };
  depends?: string;
  when?: string;
  withSequence?: { count: string };
  arguments?: Interface;
}

export interface EnvVar {
  name: string;
  value?: string;
  valueFrom?: object;
}

export interface VolumeMount {
  name: string;
  mountPath: string;
  subPath?: string;
}

export interface Container {
  name?: string;
  image: string;
  imagePullPolicy?: string;
  command?: string[];
  args?: string[];
  env?: EnvVar[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  volumeMounts?: VolumeMount[];
  securityContext?: object;
}

export interface Volume {
  name: string;
  [source: string]: unknown;
}

export interface Template {
  name: string;
  inputs?: Interface;
  outputs?: Interface;
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  dag?: { tasks: DagTask[]; target?: string; failFast?: false };
  steps?: [[]];
  container?: Container;
  resource?: { action: string; manifest: string; setOwnerReference?: boolean };
  parallelism?: number;
  retryStrategy?: object;
  memoize?: object;
  activeDeadlineSeconds?: number;
  nodeSelector?: Record<string, string>;
  affinity?: object;
  tolerations?: object[];
  securityContext?: object;
  volumes?: Volume[];
  initContainers?: (Container & { restartPolicy?: string })[];
  podSpecPatch?: string;
}

export interface Manifest {
  apiVersion: "argoproj.io/v1alpha1";
  kind: "Workflow" | "WorkflowTemplate" | "CronWorkflow";
  metadata: { name?: string; generateName?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: object;
}
