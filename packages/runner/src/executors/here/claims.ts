import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "@typeline/ir";
import { nameProblem } from "../../settings/names.ts";

/** A task that makes or deletes a claim of a volume. */
export interface ClaimTask {
  /** `for-loop-1[0]/createpvc`: the task that asks again after a crash gets what it got before. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, JsonValue>;
  /** Absolute path of the run's volumes. */
  readonly volumesFolder: string;
}

/** The values of its output parameters, or why it failed in one sentence. */
export type ClaimResult = { readonly outputs: Readonly<Record<string, JsonValue>> } | { readonly error: string };

/** What is noted of a claim: who made it, who deleted it. */
interface Claim {
  readonly createdBy: string;
  readonly deletedBy?: string;
}

const ACCESS_MODES = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

/**
 * Whether KFP's driver carries the task out itself instead of running the image (`kubernetesPlatformOps` in
 * `backend/src/v2/driver/k8s.go`), as for `CreatePVC` and `DeletePVC` of `kfp-kubernetes`.
 */
export function claimOperation(image: string): ((task: ClaimTask) => ClaimResult) | undefined {
  if (image === "argostub/createpvc") return createClaim;
  return image === "argostub/deletepvc" ? deleteClaim : undefined;
}

/** A new folder. As in KFP's driver, a suffix comes after a random UUID, which is also the name of a claim that is given none. */
function createClaim({ path, parameters, volumesFolder }: ClaimTask): ClaimResult {
  const wrong = wrongParameter(parameters);
  if (wrong !== undefined) return { error: wrong };
  const fixed = text(parameters, "pvc_name");
  const suffix = text(parameters, "pvc_name_suffix");
  if (fixed !== "" && suffix !== "") return { error: "`pvc_name` and `pvc_name_suffix` are both given; give one of them" };
  const claims = openClaims(volumesFolder);
  const name = fixed === "" ? (claims.chosenBefore(path) ?? `${randomUUID()}${suffix}`) : fixed;
  const problem = nameProblem("a claim", name);
  if (problem !== undefined) return { error: problem };
  const known = claims.get(name);
  const taken = known === undefined ? existsSync(join(volumesFolder, name)) : known.deletedBy === undefined && known.createdBy !== path;
  if (taken) return { error: `the claim \`${name}\` is there already; give it another name, or use \`pvc_name_suffix\`` };
  claims.set(name, { createdBy: path });
  if (fixed === "") claims.choose(path, name);
  mkdirSync(join(volumesFolder, name), { recursive: true });
  return { outputs: { name } };
}

function deleteClaim({ path, parameters, volumesFolder }: ClaimTask): ClaimResult {
  const name = text(parameters, "pvc_name");
  const problem = nameProblem("a claim", name);
  if (problem !== undefined) return { error: problem };
  const claims = openClaims(volumesFolder);
  const folder = join(volumesFolder, name);
  const known = claims.get(name);
  if (known?.deletedBy !== path && !existsSync(folder)) return { error: `there is no claim \`${name}\` to delete in this run` };
  claims.set(name, { createdBy: known?.createdBy ?? "", deletedBy: path });
  rmSync(folder, { recursive: true, force: true });
  return { outputs: {} };
}

/** What Kubernetes would refuse. */
function wrongParameter(parameters: ReadonlyMap<string, JsonValue>): string | undefined {
  const modes = parameters.get("access_modes");
  if (!Array.isArray(modes) || modes.length === 0) return "`access_modes` must be a list of one or more access modes";
  const unknown = modes.find((mode) => !ACCESS_MODES.includes(mode as string));
  if (unknown !== undefined) return `${JSON.stringify(unknown)} is not an access mode; use one of ${ACCESS_MODES.join(", ")}`;
  return /^\d+(?:\.\d+)?(?:[kKMGTPE]i?)?$/.test(text(parameters, "size")) ? undefined : "`size` must be an amount such as `5Gi`";
}

/** An input; empty where it is not given, or null. */
function text(parameters: ReadonlyMap<string, JsonValue>, name: string): string {
  const value = parameters.get(name);
  return typeof value === "string" ? value : "";
}

/** Notes on claims, beside their folders: no claim's name begins with a dot. */
function openClaims(volumesFolder: string) {
  const notes = join(volumesFolder, ".claims");
  const chosen = join(notes, ".chosen");
  mkdirSync(chosen, { recursive: true });
  const fileOf = (path: string) => join(chosen, createHash("sha256").update(path).digest("hex"));
  return {
    get: (name: string) => read<Claim>(join(notes, name)),
    set: (name: string, claim: Claim) => write(join(notes, name), claim),
    /** The name that a task chose at random before a crash. */
    chosenBefore: (path: string) => read<string>(fileOf(path)),
    choose: (path: string, name: string) => write(fileOf(path), name),
  };
}

function read<T>(path: string): T | undefined {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/** At once or not at all. */
function write(path: string, value: unknown): void {
  writeFileSync(`${path}~`, JSON.stringify(value));
  renameSync(`${path}~`, path);
}
