import type { JsonObject, PipelineConfig } from "@typeline/ir";
import type { Lowering } from "../lowering.ts";
import { MAIN, workflowArguments } from "./root.ts";

/** What the pipeline says of a whole run (`platforms.typeline.config.run`). */
export interface RunOptions {
  readonly schedule?: {
    readonly cron: string;
    readonly timezone?: string;
    readonly inputs?: JsonObject;
    readonly catchup?: boolean;
    readonly maxConcurrent?: number;
  };
  readonly parallelism?: number;
  readonly serviceAccount?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export function runOptions({ source }: Lowering): RunOptions {
  return (source.document.platforms?.platforms.typeline?.config?.run ?? {}) as RunOptions;
}

/** The `spec` of a workflow, without its templates. */
export function workflowSpec(lowering: Lowering): Record<string, unknown> {
  const { parallelism, serviceAccount, labels } = runOptions(lowering);
  const { activeDeadlineSeconds, workspace } = lowering.source.pipelineConfig;
  const given = workflowArguments(lowering.source.document.spec.root);
  const ttl = ttlStrategy(lowering.source.pipelineConfig);
  return {
    entrypoint: MAIN,
    ...(given && { arguments: given }),
    ...(serviceAccount !== undefined && { serviceAccountName: serviceAccount }),
    ...(parallelism !== undefined && { parallelism }),
    ...(activeDeadlineSeconds && { activeDeadlineSeconds }),
    ...(ttl && { ttlStrategy: ttl }),
    ...(labels && { workflowMetadata: { labels } }),
    ...(workspace && { volumeClaimTemplates: [workspaceClaim(workspace)] }),
  };
}

function ttlStrategy({ resourceTtlOnCompletion, resourceTtlOnSuccess, resourceTtlOnFailure }: PipelineConfig): object | undefined {
  const strategy = {
    ...(resourceTtlOnCompletion && { secondsAfterCompletion: resourceTtlOnCompletion }),
    ...(resourceTtlOnSuccess && { secondsAfterSuccess: resourceTtlOnSuccess }),
    ...(resourceTtlOnFailure && { secondsAfterFailure: resourceTtlOnFailure }),
  };
  return Object.keys(strategy).length > 0 ? strategy : undefined;
}

function workspaceClaim({ size, kubernetes }: NonNullable<PipelineConfig["workspace"]>): object {
  const patch = kubernetes?.pvcSpecPatch ?? {};
  return {
    metadata: { name: "workspace" },
    spec: { accessModes: ["ReadWriteOnce"], ...patch, resources: { requests: { storage: size } } },
  };
}
