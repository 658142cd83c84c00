import { type ArgoOptions, lowerToArgo } from "@typeline/argo";
import type { JsonValue, PipelineDocument } from "@typeline/ir";
import { parameterName } from "../../packages/argo/src/names.ts";
import { metaOf, REPORT } from "../../packages/argo/src/places.ts";
import type { Controller, EndedPod, EndedRun, StartedPod } from "../argo/controller.ts";
import { differing } from "./differing.ts";
import { attemptKey, type LocalRun, type Ran } from "./local-run.ts";
import { artifactProblems, Stored, wordProblems } from "./pods.ts";
import { isWithin, taskOf, upstreamOf } from "./tasks.ts";

/** What Argo's controller made of a document, set against what the local runner made of it. */
export interface ArgoRun {
  /** What differs; empty where nothing does. */
  readonly problems: readonly string[];
  readonly pods: number;
  /** Pods of `keep`: none, but where it repeats an artifact that a loop gathers, which must lie in the folder of all. */
  readonly keepPods: number;
}

export interface ArgoRunOptions {
  /** How the manifests are written. */
  readonly lowering?: ArgoOptions;
  /** How many rounds a pod runs; it ends in the first without it. */
  readonly held?: (pod: StartedPod) => number;
  /** Spoils the manifests, as JSON, to see whether that is noticed. */
  readonly change?: (manifests: string) => string;
}

/** Runs a document's manifests in Argo's controller. A pod ends as the local runner's container of the same task and attempt did. */
export async function runOnArgo(
  document: PipelineDocument,
  given: Readonly<Record<string, JsonValue>>,
  local: LocalRun,
  controller: Controller,
  { lowering = {}, held = () => 0, change = (manifests) => manifests }: ArgoRunOptions = {},
): Promise<ArgoRun> {
  const { manifests, findings } = lowerToArgo(document, lowering);
  if (findings.length > 0) return { problems: findings.map(({ message }) => `${message.code} ${message.message}`), pods: 0, keepPods: 0 };
  const replay = new Replay(document, local, held);
  const changed = JSON.parse(change(JSON.stringify(manifests))) as object[];
  const run = await controller.run(changed, argumentsOf(document, given), (pod) => replay.end(pod));
  return {
    problems: [...replay.problems, ...replay.missing(run.pods), ...endProblems(document, run, local)],
    pods: run.pods,
    keepPods: replay.keepPods,
  };
}

/** Ends pods as the local runner's containers did. */
class Replay {
  readonly problems: string[] = [];
  keepPods = 0;
  readonly #document: PipelineDocument;
  readonly #local: LocalRun;
  readonly #held: (pod: StartedPod) => number;
  readonly #stored = new Stored();
  /** How many pods ran an attempt. */
  readonly #ran = new Map<string, number>();
  /** The rounds in which pods end, by their nodes. */
  readonly #ends = new Map<string, number>();

  constructor(document: PipelineDocument, local: LocalRun, held: (pod: StartedPod) => number) {
    this.#document = document;
    this.#local = local;
    this.#held = held;
  }

  end(pod: StartedPod): EndedPod {
    const { path, attempt } = taskOf(this.#document, pod.node);
    if (!this.#ends.has(pod.node)) this.#start(pod, path);
    if (pod.round < this.#ends.get(pod.node)!) return { hold: true };
    if (this.#local.kept.includes(path)) {
      this.keepPods++;
      return keep(pod, this.#stored);
    }
    const key = attemptKey(path, attempt);
    this.#ran.set(key, (this.#ran.get(key) ?? 0) + 1);
    const same = this.#local.ran.get(key);
    if (same === undefined) {
      this.problems.push(`a pod runs that has no task in the local runner: ${key}`);
      return { succeeded: false };
    }
    this.problems.push(...wordProblems(pod, same, this.#stored), ...artifactProblems(pod, same, this.#stored));
    return ended(pod, same, this.#stored);
  }

  #start(pod: StartedPod, path: string): void {
    this.#ends.set(pod.node, pod.round + this.#held(pod));
    const upstream = upstreamOf(this.#document, path);
    for (const [key, { leaf }] of this.#local.ran)
      if (!this.#ran.has(key) && upstream.some((group) => isWithin(leaf.path, group)))
        this.problems.push(`${path} does not wait for ${key}`);
  }

  /** @param pods how many the controller made */
  missing(pods: number): string[] {
    const counted = this.#ran.size + this.keepPods;
    return [
      ...[...this.#local.ran.keys()].flatMap((key) => (this.#ran.has(key) ? [] : [`no pod runs ${key}`])),
      ...[...this.#ran].flatMap(([key, times]) => (times > 1 ? [`${times} pods run ${key}`] : [])),
      ...(pods === counted ? [] : [`${pods} pods were made for ${counted} containers`]),
    ];
  }
}

/** The inputs of a run, as a user gives them to Argo: texts as they are. */
function argumentsOf({ spec }: PipelineDocument, given: Readonly<Record<string, JsonValue>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      const isText = spec.root.inputDefinitions?.parameters?.[name]?.parameterType === "STRING";
      return [parameterName(name), isText && typeof value === "string" ? value : JSON.stringify(value)];
    }),
  );
}

/** What the container leaves behind: a report, if it was told where that goes, else files. */
function ended(pod: StartedPod, { leaf, outcome }: Ran, stored: Stored): EndedPod {
  if (outcome.error !== undefined) return { succeeded: false };
  const { parameters, artifacts } = outcome.outputs;
  const names = [...artifacts.keys()].map(parameterName);
  for (const [name, list] of artifacts) if (pod.keys[parameterName(name)]) stored.put(pod.keys[parameterName(name)]!, list[0]!);
  const types = leaf.component.outputDefinitions?.parameters ?? {};
  const files = Object.fromEntries(
    [...parameters].map(([name, value]) => [
      parameterName(name),
      types[name]!.parameterType === "STRING" && typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
  const report = {
    parameterValues: Object.fromEntries(parameters),
    artifacts: Object.fromEntries([...artifacts].map(([name, list]) => [name, { artifacts: list.map((one) => ({ ...one, uri: "" })) }])),
  };
  return { succeeded: true, parameters: { ...files, [REPORT]: JSON.stringify(report) }, artifacts: names };
}

/** A copy of the input, where the pod was told to store it. */
function keep(pod: StartedPod, stored: Stored): EndedPod {
  const [name] = Object.keys(pod.keys);
  const kept = stored.get(pod.artifacts[name ?? ""] ?? "");
  if (name === undefined || kept === undefined) return { succeeded: false };
  stored.put(pod.keys[name]!, kept);
  const { uri: _, ...described } = kept;
  return {
    succeeded: true,
    parameters: { [REPORT]: JSON.stringify({ artifacts: { [name]: { artifacts: [described] } } }) },
    artifacts: [name],
  };
}

function endProblems({ spec }: PipelineDocument, run: EndedRun, local: LocalRun): string[] {
  if (run.stuck) return [`the workflow hangs: ${unfinished(run)}`];
  const problems: string[] = [];
  const wanted = local.state === "SUCCEEDED" ? "Succeeded" : "Failed";
  if (run.phase !== wanted) problems.push(`the workflow is ${run.phase}, not ${wanted}: ${run.message ?? ""} ${failures(run)}`);
  for (const { name, phase, message } of run.nodes) if (phase === "Error") problems.push(`${name} is an error: ${message}`);
  if (problems.length > 0 || local.state !== "SUCCEEDED") return problems;
  const outputs = spec.root.outputDefinitions ?? {};
  for (const [name, { parameterType }] of Object.entries(outputs.parameters ?? {})) {
    const text = run.outputs[parameterName(name)];
    const value = text === undefined || parameterType === "STRING" ? text : (JSON.parse(text) as JsonValue);
    problems.push(...differing(`the output ${name}`, value ?? undefined, local.outputs.parameters.get(name)));
  }
  const root = run.nodes.find(({ name }) => name === "run-1.pipeline")?.outputs ?? {};
  for (const name of Object.keys(outputs.artifacts ?? {})) {
    const meta = JSON.parse(root[metaOf(parameterName(name))] ?? "null") as { metadata?: JsonValue } | { metadata?: JsonValue }[] | null;
    const found = meta === null ? [] : [meta].flat().map(({ metadata }) => metadata ?? {});
    const expected = (local.outputs.artifacts.get(name) ?? []).map(({ metadata }) => metadata ?? {});
    problems.push(...differing(`the output artifact ${name}`, found, expected));
  }
  return problems;
}

const unfinished = ({ nodes }: EndedRun): string => listed(nodes.filter(({ phase }) => ["Pending", "Running", ""].includes(phase)));
const failures = ({ nodes }: EndedRun): string => listed(nodes.filter(({ phase }) => phase === "Failed" || phase === "Error"));
const listed = (nodes: EndedRun["nodes"]): string =>
  nodes.map(({ name, type, phase, message = "" }) => `\n  ${name} (${type}) ${phase} ${message}`).join("");
