import type { ResourceSpec } from "@typeline/ir";
import { quote } from "../expressions/strings.ts";
import { encode } from "../wire/wire.ts";
import type { Words } from "./words.ts";

type Amounts = Record<string, string>;

export interface Resources {
  readonly fixed?: { requests?: Amounts; limits?: Amounts };
  /** Amounts that only a run knows, as an expression of JSON text for the pod's patch. */
  readonly dynamic?: string;
}

/** What a container needs. Argo reads amounts when it reads the workflow, so those of a run are patched into the pod. */
export function resources(spec: ResourceSpec | undefined, words: Words): Resources {
  if (spec === undefined) return {};
  const { accelerator } = spec;
  const number = (value: number | undefined, unit = "") => (value === undefined || value === 0 ? undefined : `${value}${unit}`);
  const wanted: { kind: "limits" | "requests"; name: string; amount: string | undefined }[] = [
    { kind: "limits", name: "cpu", amount: spec.resourceCpuLimit ?? number(spec.cpuLimit) },
    { kind: "limits", name: "memory", amount: spec.resourceMemoryLimit ?? number(spec.memoryLimit, "G") },
    { kind: "requests", name: "cpu", amount: spec.resourceCpuRequest ?? number(spec.cpuRequest) },
    { kind: "requests", name: "memory", amount: spec.resourceMemoryRequest ?? number(spec.memoryRequest, "G") },
    {
      kind: "limits",
      name: accelerator?.resourceType ?? accelerator?.type ?? "",
      amount: accelerator?.resourceCount ?? accelerator?.count,
    },
  ];
  const fixed: { requests?: Amounts; limits?: Amounts } = {};
  const dynamic: Record<"requests" | "limits", string[]> = { requests: [], limits: [] };
  for (const { kind, name, amount } of wanted) {
    if (!amount || name === "") continue;
    const [nameCode, amountCode] = [words.code(name), words.code(amount)];
    if (nameCode === undefined && amountCode === undefined) (fixed[kind] ??= {})[name] = amount;
    else dynamic[kind].push(`(${nameCode ?? quote(name)}): ${amountCode ?? quote(amount)}`);
  }
  const parts = (["requests", "limits"] as const).filter((kind) => dynamic[kind].length > 0);
  return {
    ...(Object.keys(fixed).length > 0 && { fixed }),
    ...(parts.length > 0 && { dynamic: encode(`{${parts.map((kind) => `"${kind}": {${dynamic[kind].join(", ")} }`).join(", ")} }`) }),
  };
}
