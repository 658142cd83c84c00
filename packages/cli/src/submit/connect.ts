import type { ProjectEnvironment } from "@typeline/compiler";
import type { PipelineDocument } from "@typeline/ir";
import { type Connection, connectArgo, connectKfp, connectVertex, type Engine, type KubernetesObject } from "@typeline/submit";
import { UsageError } from "../errors.ts";
import { type SubmitFlags, type SubmitTarget, submitTargets } from "../flags.ts";

/** The engine that is meant: the command line's, else the environment's. */
export function targetOf({ to }: SubmitFlags, environment: ProjectEnvironment | undefined): SubmitTarget {
  if (to !== undefined) return to;
  const named = environment?.target === "kubernetes" ? "kfp" : environment?.target;
  const target = submitTargets.find((one) => one === named);
  if (target === undefined)
    throw new UsageError("where to? Pass `--to kfp`, `--to argo` or `--to vertex`, or an environment with such a `target`.");
  return target;
}

/** What the command line says of a connection, and the environment where that is silent. An environment's address is not another engine's. */
export function connectionOf(
  target: SubmitTarget,
  flags: SubmitFlags,
  environment: ProjectEnvironment | undefined,
): Pick<Connection, "endpoint" | "namespace" | "context" | "tokenFile"> {
  const own = environment?.target === undefined || targetOf({ color: false }, environment) === target ? environment : undefined;
  return {
    endpoint: flags.endpoint ?? textOf(own, "endpoint"),
    namespace: flags.namespace ?? textOf(own, "namespace"),
    context: flags.context,
    tokenFile: flags.tokenFile,
  };
}

/** A setting of the environment, where it is a text. */
export function textOf(
  environment: ProjectEnvironment | undefined,
  setting: "endpoint" | "namespace" | "serviceAccount" | "root",
): string | undefined {
  const value = environment?.[setting];
  return typeof value === "string" ? value : undefined;
}

/** @throws SubmitError */
export function connect(
  target: SubmitTarget,
  connection: Connection,
  manifestsOf: (document: PipelineDocument) => readonly KubernetesObject[],
): Promise<Engine> {
  if (target === "argo") return connectArgo(connection, manifestsOf);
  return target === "kfp" ? connectKfp(connection) : connectVertex(connection);
}
