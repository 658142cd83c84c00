import { parseCpu, parseMemory, type ResourceSpec } from "@typeline/ir";
import type { Value } from "../2-analyze/regions.ts";
import type { Settings } from "../2-analyze/settings.ts";

/**
 * What a task asks of the cluster. Known amounts are written in both forms that KFP's own SDK writes, its newer one and the deprecated
 * numbers; what a run decides has a form in the newer one only.
 *
 * @param placeholders Placeholders of the options that a run decides, by option.
 */
export function resources(settings: Settings, placeholders: ReadonlyMap<string, string>): ResourceSpec | undefined {
  const spec: ResourceSpec = {
    ...amount(settings.cpu, placeholders.get("cpu"), parseCpu, "resourceCpuLimit", "cpuLimit"),
    ...amount(settings.memory, placeholders.get("memory"), parseMemory, "resourceMemoryLimit", "memoryLimit"),
    ...amount(settings.requests?.cpu, placeholders.get("cpu-request"), parseCpu, "resourceCpuRequest", "cpuRequest"),
    ...amount(settings.requests?.memory, placeholders.get("memory-request"), parseMemory, "resourceMemoryRequest", "memoryRequest"),
    ...accelerator(settings.gpu, placeholders),
  };
  return Object.keys(spec).length === 0 ? undefined : spec;
}

function amount(
  value: Value | undefined,
  placeholder: string | undefined,
  parse: (text: string) => { text: string; number: number } | undefined,
  newer: keyof ResourceSpec,
  older: keyof ResourceSpec,
): ResourceSpec {
  if (placeholder !== undefined) return { [newer]: placeholder };
  const quantity = value?.kind === "constant" ? parse(String(value.value)) : undefined;
  return quantity ? { [newer]: quantity.text, [older]: quantity.number } : {};
}

function accelerator(gpu: Settings["gpu"], placeholders: ReadonlyMap<string, string>): ResourceSpec {
  if (!gpu || (gpu.count.kind === "constant" && Number(gpu.count.value) === 0)) return {};
  const [count, type] = [known(gpu.count), known(gpu.type)];
  return {
    accelerator: {
      ...(count !== undefined && { count }),
      ...(type !== undefined && { type }),
      resourceCount: count ?? placeholders.get("gpu-count") ?? "1",
      resourceType: type ?? placeholders.get("gpu-type") ?? "nvidia.com/gpu",
    },
  };
}

function known(value: Value): string | undefined {
  return value.kind === "constant" ? String(value.value) : undefined;
}
