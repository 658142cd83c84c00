import { hostname } from "node:os";
import { join } from "node:path";
import type { PipelineContainerSpec, PipelineDocument, ResourceSpec } from "@typeline/ir";
import type { Leaf } from "../engine/leaf.ts";
import { TaskFailure } from "../engine/task-failure.ts";
import type { Attempt } from "../executors/executor.ts";
import { makeVolumes } from "../settings/make-volumes.ts";
import { localLimits } from "../settings/resources.ts";
import { localSettings } from "../settings/settings.ts";
import type { BundleFile } from "./bundle.ts";
import { filledText, filledWords, type Known } from "./command.ts";
import { baseEnvironment } from "./environment.ts";
import { executorInput } from "./executor-input.ts";
import { undeclaredInputs } from "./undeclared-inputs.ts";

/** What of the run an attempt needs to know. */
export interface RunFacts {
  readonly document: PipelineDocument;
  readonly runId: string;
  /** Absolute path of the run's folder. */
  readonly directory: string;
  readonly workspace: string | undefined;
  readonly secrets: ReadonlyMap<string, string>;
  readonly secretsFile: string | undefined;
  /** Variables for every task, which win. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Prepared {
  readonly attempt: Attempt;
  /** Seconds that it may take. */
  readonly timeout: number | undefined;
  /** Settings that are not honoured here, each in a short phrase. */
  readonly ignored: readonly string[];
}

/**
 * Everything that one attempt of a task needs, placeholders filled in and folders made.
 *
 * @param folder absolute path of a folder of its own, there and empty
 * @throws TaskFailure
 */
export function prepare(
  run: RunFacts,
  leaf: Leaf,
  container: PipelineContainerSpec,
  bundle: BundleFile | undefined,
  number: number,
  folder: string,
): Prepared {
  const { path, component, inputs, label, facts } = leaf;
  const input = executorInput(component, inputs, folder);
  const known: Known = { input, facts, undeclared: (name) => undeclaredInputs(leaf).get(name) };
  const volumesFolder = join(run.directory, "volumes");
  const ownVolumes = join(folder, "volumes");
  const settings = sound(
    localSettings(run.document.platforms?.platforms.kubernetes?.deploymentSpec?.executors?.[label], (spec) => leaf.setting(spec), {
      secrets: run.secrets,
      secretsFile: run.secretsFile,
      volumesFolder,
      folder: ownVolumes,
      pod: { runId: run.runId, path, number, node: hostname() },
    }),
  );
  const problem = makeVolumes(settings.volumes, ownVolumes);
  if (problem !== undefined) throw new TaskFailure(problem);
  const { limits, ignored } = sound(localLimits(container.resources && filledResources(container.resources, known)));
  const env = baseEnvironment(run, { number, folder, path });
  for (const { name, value = "" } of container.env ?? []) env[name] = filledText(value, known);
  const attempt: Attempt = {
    path,
    number,
    runId: run.runId,
    container,
    bundle,
    image: filledText(container.image, known),
    limits,
    command: filledWords([...(container.command ?? []), ...(container.args ?? [])], known),
    env: { ...env, ...settings.env, ...run.env },
    input,
    folder,
    reads: [...inputs.artifacts.values()].flatMap((list) =>
      list.flatMap(({ customPath, uri = "" }) => customPath ?? (uri.startsWith("/") ? uri : [])),
    ),
    mounts: settings.mounts,
    workspace: run.workspace,
    kubernetes: settings.kubernetes,
  };
  return { attempt, timeout: settings.timeout, ignored: [...settings.ignored, ...ignored] };
}

/** @throws TaskFailure where there is an error instead */
function sound<T extends object>(result: T | { readonly error: string }): T {
  if ("error" in result) throw new TaskFailure(result.error);
  return result;
}

/** Placeholders may stand in each of the texts. */
function filledResources(resources: ResourceSpec, known: Known): ResourceSpec {
  const filled = (value: unknown): unknown => {
    if (typeof value === "string") return filledText(value, known);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner)]));
  };
  return filled(resources) as ResourceSpec;
}
