import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { ConfigMapContent, ExecutorSpec, KubernetesExecutorConfig, PipelineDocument } from "@typeline/ir";
import { mounted, operandsOf } from "../3-bundle/deliver.ts";

/** A pipeline whose bundles are beside it. */
export interface StoredBundles {
  readonly document: PipelineDocument;
  /** Each bundle once, in one config map or, where it is large, in several. */
  readonly configMaps: readonly ConfigMapContent[];
}

/** Kubernetes takes 1 MiB in a config map, its keys counted (`MaxSecretSize` of `core/validation`). Bytes. */
const LONGEST_PART = 1_000_000;
const FILE = "bundle.gz";

/**
 * Moves the bundles out of the commands, into config maps that the tasks mount: a cluster then stores each once, and neither workflows nor
 * their status carry them. Names are made of the bundles' content.
 *
 * A bundle is known by its executor's entry in `platforms.typeline` and by its digest: a command that holds something else stays as it is.
 */
export function storeBundles(document: PipelineDocument): StoredBundles {
  const { spec, platforms: { platforms: { kubernetes, typeline, ...others } = {} } = {} } = document;
  const executors: [string, ExecutorSpec][] = [];
  const settings = new Map(Object.entries(kubernetes?.deploymentSpec?.executors ?? {}));
  const configMaps = new Map<string, ConfigMapContent>();
  for (const [label, executor] of Object.entries(spec.deploymentSpec?.executors ?? {})) {
    const { container } = executor;
    const digest = ownEntry(typeline?.deploymentSpec?.executors, label)?.bundle;
    const bytes = digest === undefined || container?.command === undefined ? undefined : bundleIn(container.command, digest);
    if (bytes === undefined) {
      executors.push([label, executor]);
      continue;
    }
    const parts = partsOf(bytes, digest!.slice(0, 12));
    for (const part of parts) configMaps.set(part.name, { name: part.name, files: { [FILE]: part.bytes.toString("base64") } });
    const command = mounted(
      container!.command!,
      parts.map(({ folder }) => `${folder}/${FILE}`),
    );
    executors.push([label, { ...executor, container: { ...container!, command } }]);
    settings.set(label, withVolumes(settings.get(label), parts));
  }
  if (configMaps.size === 0) return { document, configMaps: [] };
  return {
    document: {
      spec: { ...spec, deploymentSpec: { ...spec.deploymentSpec, executors: Object.fromEntries(executors) } },
      platforms: {
        platforms: {
          ...others,
          kubernetes: { ...kubernetes, deploymentSpec: { ...kubernetes?.deploymentSpec, executors: Object.fromEntries(settings) } },
          ...(typeline && { typeline }),
        },
      },
    },
    configMaps: [...configMaps.values()],
  };
}

/** The gzipped bundle of a command, where it is the one that the digest names. */
function bundleIn(command: readonly string[], digest: string): Buffer | undefined {
  const bytes = Buffer.from(operandsOf(command).encoded, "base64");
  try {
    return createHash("sha256").update(gunzipSync(bytes)).digest("hex") === digest ? bytes : undefined;
  } catch {
    return undefined;
  }
}

interface Part {
  readonly name: string;
  readonly folder: string;
  readonly bytes: Buffer;
}

function partsOf(bytes: Buffer, digest: string): Part[] {
  return Array.from({ length: Math.ceil(bytes.length / LONGEST_PART) }, (_, index) => {
    const suffix = index === 0 ? digest : `${digest}-${index + 1}`;
    return {
      name: `typeline-bundle-${suffix}`,
      // The digest is in the path, and so in the command: KFP's key of a cached result takes in the command, and not what is mounted.
      folder: `/typeline/bundle-${suffix}`,
      bytes: bytes.subarray(index * LONGEST_PART, (index + 1) * LONGEST_PART),
    };
  });
}

function withVolumes(before: KubernetesExecutorConfig | undefined, parts: readonly Part[]): KubernetesExecutorConfig {
  const volumes = parts.map(({ name, folder }) => ({
    configMapName: name,
    configMapNameParameter: { runtimeValue: { constant: name } },
    mountPath: folder,
    optional: false,
  }));
  return { ...before, configMapAsVolume: [...(before?.configMapAsVolume ?? []), ...volumes] };
}

function ownEntry<T>(map: { readonly [key: string]: T } | undefined, key: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
