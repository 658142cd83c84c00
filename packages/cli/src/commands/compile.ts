import { exitCode, UsageError } from "../errors.ts";
import type { CompileFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { standardOutput } from "../outputs.ts";
import { showCompilation } from "../show.ts";
import { readFreshStamp, stampPath } from "../stamp.ts";

/**
 * `typeline compile`: what is known to be unchanged is only reported; the compiler is loaded for the rest.
 *
 * @returns the exit code
 * @throws UsageError, Failure
 */
export async function compileCommand(args: readonly string[], flags: CompileFlags, host: Host): Promise<number> {
  refuseContradictions(flags);
  // Resources of Kubernetes are KFP's.
  if (flags.format === "k8s") flags = { ...flags, target: flags.target ?? { engine: "kfp" } };
  if (flags.watch) return (await import("../watch.ts")).watch(args, flags, host);
  if (flags.dump) return (await import("./dump.ts")).dumpCommand(args, flags, host);

  const stamp = readFreshStamp(stampPath(args, flags, host), host);
  if (stamp !== undefined) {
    await showCompilation(stamp.diagnostics, stamp.emitted, flags, host);
    return exitCode.ok;
  }
  return (await import("../compile-sources.ts")).compileSources(args, flags, host);
}

function refuseContradictions(flags: CompileFlags): void {
  const { check, watch, dump, output, target, format, split, argoKind, artifactRoot, memoize } = flags;
  if (split && format !== "k8s") throw new UsageError("`--split` goes with `--format k8s`.");
  if (format === "k8s" && target !== undefined && target.engine !== "kfp")
    throw new UsageError(`\`--format k8s\` is for Kubeflow Pipelines: \`--target ${target.engine}\` cannot be used with it.`);
  const ofArgo = [argoKind && "--argo-kind", artifactRoot && "--artifact-root", memoize && "--memoize"].find((flag) => flag);
  if (ofArgo && target?.engine !== "argo") throw new UsageError(`\`${ofArgo}\` is for \`--target argo\`.`);
  const modes = [check && "--check", watch && "--watch", dump && "--dump"].filter((flag) => typeof flag === "string");
  if (modes.length > 1) throw new UsageError(`${modes.join(" and ")} cannot be used together.`);
  if (output === standardOutput && (check || watch)) throw new UsageError(`${modes[0]} needs files: \`-o -\` writes none.`);
  if (dump && output !== undefined) throw new UsageError("`--dump` writes to standard output: `-o` cannot be used with it.");
}
