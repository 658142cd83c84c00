import { canonicalText, type Json, type JsonObject, list, object, rest, text, withoutDefaults } from "./json.ts";
import { commandWord, substituteText } from "./placeholder.ts";
import { platformSettings } from "./platform.ts";
import { integer, quantity } from "./quantity.ts";
import type { Value } from "./value.ts";

/** What an executor needs to know of the task that it belongs to. */
export interface ExecutorContext {
  /** What stands for `{{$.inputs.parameters['x']}}`; `undefined` leaves it as it is. */
  readonly lookUp: (name: string) => Value | undefined;
  /** An InputParameterSpec of the platform document, resolved in the task's scope. */
  readonly resolve: (spec: JsonObject) => Value;
  /** A `{ $node }` for this code: tasks that run the same function share it. */
  readonly codeNode: (identity: string) => JsonObject;
}

/** An executor of either kind of document, in one form. `ours` is its entry in `platforms.typeline`, `kubernetes` that in `platforms.kubernetes`. */
export function executorMeaning(executor: JsonObject, kubernetes: JsonObject, ours: JsonObject, context: ExecutorContext): JsonObject {
  if (executor.importer !== undefined) return { importer: importerMeaning(object(executor.importer)) };
  const container = object(executor.container);
  const { env, ...platform } = platformSettings(kubernetes, context.resolve);
  return withoutDefaults({
    ...(isFunction(container, ours) ? functionMeaning(container, ours, context) : { container: program(container, context) }),
    env: { ...containerEnv(container, context), ...env },
    resources: resources(object(container.resources), context),
    platform,
    otherContainer: rest(container, ["image", "command", "args", "env", "resources"]),
    otherExecutor: rest(executor, ["container"]),
  });
}

/** An image that only a run knows was chosen by the author. */
function functionMeaning(container: JsonObject, ours: JsonObject, { codeNode, lookUp }: ExecutorContext): JsonObject {
  const image = text(container.image);
  const chosen = image?.includes("{{") ? { image: substituteText(image, lookUp) } : {};
  return { code: codeNode(codeIdentity(container, ours)), ...chosen };
}

/**
 * Whether the command carries a function's source: KFP's lightweight Python components, and our TypeScript components. What carries
 * it (image, command, arguments) is free; that two tasks run the same function is not.
 */
function isFunction(container: JsonObject, ours: JsonObject): boolean {
  return text(ours.kind) !== undefined || canonicalText(container.command ?? []).includes("kfp.dsl.executor_main");
}

function codeIdentity(container: JsonObject, ours: JsonObject): string {
  return canonicalText(text(ours.kind) === undefined ? [container.command ?? null, container.args ?? null] : ours);
}

function program(container: JsonObject, { lookUp }: ExecutorContext): JsonObject {
  const image = text(container.image);
  const words = (line: Json | undefined) => list(line).map((word) => commandWord(word, lookUp));
  return {
    image: image === undefined ? null : substituteText(image, lookUp),
    command: words(container.command),
    args: words(container.args),
  };
}

function containerEnv(container: JsonObject, { lookUp }: ExecutorContext): JsonObject {
  // The source map of our bundles goes with the command, which is free where the source is TypeScript or Python.
  const entries = list(container.env)
    .map(object)
    .filter(({ name }) => name !== "TYPELINE_SOURCE_MAP");
  return Object.fromEntries(entries.map(({ name, value }) => [String(name), substituteText(String(value ?? ""), lookUp)]));
}

/** Requests and limits in base units. An unset request is the limit (Kubernetes' rule); the numeric fields are deprecated twins of the text ones. */
function resources(value: JsonObject, { lookUp }: ExecutorContext): JsonObject {
  const amount = (written: Json | undefined, deprecated: Json | undefined, unit: number): Json | undefined => {
    if (typeof written === "string") return written.includes("{{") ? substituteText(written, lookUp) : quantity(written);
    return typeof deprecated === "number" ? deprecated * unit : deprecated;
  };
  const cpuLimit = amount(value.resourceCpuLimit, value.cpuLimit, 1);
  const memoryLimit = amount(value.resourceMemoryLimit, value.memoryLimit, 1e9);
  return withoutDefaults({
    cpuLimit,
    cpuRequest: amount(value.resourceCpuRequest, value.cpuRequest, 1) ?? cpuLimit,
    memoryLimit,
    memoryRequest: amount(value.resourceMemoryRequest, value.memoryRequest, 1e9) ?? memoryLimit,
    accelerator: accelerator(object(value.accelerator), lookUp),
    other: rest(value, resourceFields),
  });
}

const resourceFields = ["Cpu", "Memory"]
  .flatMap((what) => [`resource${what}Limit`, `resource${what}Request`, `${what.toLowerCase()}Limit`, `${what.toLowerCase()}Request`])
  .concat("accelerator");

function accelerator(value: JsonObject, lookUp: ExecutorContext["lookUp"]): JsonObject {
  const resolved = (field: Json | undefined): Json | undefined =>
    typeof field === "string" && field.includes("{{") ? substituteText(field, lookUp) : integer(field);
  return withoutDefaults({
    type: resolved(value.resourceType ?? value.type),
    count: resolved(value.resourceCount ?? value.count),
    other: rest(value, ["type", "count", "resourceType", "resourceCount"]),
  });
}

/** The URI is read by the task, which knows what is bound to it. */
function importerMeaning(importer: JsonObject): JsonObject {
  return withoutDefaults({
    type: artifactType(importer.typeSchema),
    metadata: object(importer.metadata),
    reimport: importer.reimport,
    other: rest(importer, ["artifactUri", "typeSchema", "metadata", "reimport"]),
  });
}

/** An ArtifactTypeSchema; KFP's only version is `0.0.1`. */
export function artifactType(value: Json | undefined): JsonObject {
  return { schemaVersion: "0.0.1", ...object(value) };
}
