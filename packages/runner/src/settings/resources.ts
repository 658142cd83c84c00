import { type AcceleratorConfig, parseCpu, parseMemory, type ResourceSpec } from "@typeline/ir";
import type { Attempt } from "../executors/executor.ts";
import { orError, refuse } from "./problem.ts";

export interface LocalLimits {
  readonly limits: Attempt["limits"];
  /** Each in a short phrase, as in {@link LocalSettings}. */
  readonly ignored: readonly string[];
}

const BYTES_PER_GIGABYTE = 1e9;

/**
 * What a task may use. What it requests is for a scheduler to reserve, and means nothing here. Texts win over the deprecated numbers,
 * as in KFP's driver (`initPodSpecPatch`); an empty text is a value that was not given.
 *
 * @param resources placeholders are filled in
 */
export function localLimits(resources: ResourceSpec = {}): LocalLimits | { readonly error: string } {
  return orError(() => {
    const cpus = cpuLimit(resources);
    const memory = memoryLimit(resources);
    const { count, ignored } = accelerators(resources.accelerator ?? {});
    return {
      limits: { ...(cpus > 0 && { cpus }), ...(memory > 0 && { memory }), ...(count > 0 && { accelerators: count }) },
      ignored,
    };
  });
}

/** Cores; 0: no limit. */
function cpuLimit({ resourceCpuLimit, cpuLimit = 0 }: ResourceSpec): number {
  if (!resourceCpuLimit) return cpuLimit;
  return (
    parseCpu(resourceCpuLimit)?.number ?? refuse(`the CPU limit \`${resourceCpuLimit}\` is not a number of cores such as \`2\` or \`500m\``)
  );
}

/** Bytes; 0: no limit. */
function memoryLimit({ resourceMemoryLimit, memoryLimit = 0 }: ResourceSpec): number {
  if (!resourceMemoryLimit) return Math.round(memoryLimit * BYTES_PER_GIGABYTE);
  const parsed = parseMemory(resourceMemoryLimit);
  if (parsed === undefined) refuse(`the memory limit \`${resourceMemoryLimit}\` is not an amount such as \`512Mi\` or \`2G\``);
  return Math.round(parsed.number * BYTES_PER_GIGABYTE);
}

/** Only NVIDIA's are given to containers. KFP's SDK writes old and new fields; Vertex' types are names such as `NVIDIA_TESLA_T4`. */
function accelerators({ type, count, resourceType, resourceCount }: AcceleratorConfig): { count: number; ignored: string[] } {
  const text = String(resourceCount || count || 0);
  if (!/^\d+$/.test(text)) refuse(`\`${text}\` is not a number of accelerators`);
  const kind = resourceType || type || "";
  if (Number(text) === 0 || /nvidia/i.test(kind)) return { count: Number(text), ignored: [] };
  return { count: 0, ignored: ["accelerators that are not NVIDIA's"] };
}
