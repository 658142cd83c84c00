import { type PipelineDocument, parseArgument } from "@typeline/ir";
import { Engine } from "../../packages/runner/src/engine/engine.ts";
import type { Leaf, Place } from "../../packages/runner/src/engine/leaf.ts";
import { claimOperation } from "../../packages/runner/src/executors/here/claims.ts";
import { filledText, filledWords } from "../../packages/runner/src/task/command.ts";
import { importedArtifact } from "../../packages/runner/src/task/importer.ts";
import { NOTHING, type Values } from "../../packages/runner/src/values.ts";
import { factOf } from "./facts.ts";
import { inputInPod } from "./places.ts";
import type { Containers, Outcome } from "./stubs.ts";

/** A container that the local runner ran: what it would be told in a pod, and how it ended. */
export interface Ran {
  readonly leaf: Leaf;
  readonly outcome: Outcome;
  /** A volume claim is made or deleted by Kubernetes: there is no container. */
  readonly isClaim: boolean;
  readonly image: string;
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface LocalRun {
  readonly state: string;
  /** What failed before a container ran: values do not fit the document. */
  readonly faults: readonly string[];
  /** By path and attempt. */
  readonly ran: ReadonlyMap<string, Ran>;
  readonly outputs: Values;
  /** Tasks that `keep` ran. */
  readonly kept: readonly string[];
  /** Tasks and groups that all that they wait for let start, each condition counted whatever it says; a loop once. */
  readonly tried: readonly Place[];
  /** How many iterations all loops had. */
  readonly iterations: number;
}

export const attemptKey = (path: string, attempt: number): string => `${path}#${attempt}`;

/** Runs a document as the local runner does, with stubs in place of containers. */
export function runLocally(document: PipelineDocument, given: object, containers: Containers): LocalRun {
  const faults: string[] = [];
  const tried: Place[] = [];
  let iterations = 0;
  const engine = new Engine({
    document,
    inputs: { ...NOTHING, parameters: new Map(Object.entries(given)) },
    facts: factOf,
    skipped: () => {},
    tried: (place) => void tried.push(place),
    looped: (_, done, total) => {
      if (done === 0) iterations += total;
    },
    failed: ({ path }, message) => faults.push(`${path}: ${message}`),
  });
  const ran = new Map<string, Ran>();
  const kept: string[] = [];
  const ready: Leaf[] = [];
  while (engine.result === undefined) {
    for (let leaf = engine.next(); leaf !== undefined; leaf = engine.next()) ready.push(leaf);
    const leaf = ready.shift();
    // Loops without items end while the next task is looked for.
    if (leaf === undefined && engine.result !== undefined) break;
    if (leaf === undefined) throw new Error("nothing is ready, and the run has not ended");
    const { error, outputs } = runLeaf(document, leaf, containers, ran, kept);
    engine.ended(leaf, error === undefined ? { outputs } : { error });
  }
  const { state, outputs } = engine.result!;
  return { state, faults, ran, outputs, kept, tried, iterations };
}

function runLeaf(document: PipelineDocument, leaf: Leaf, containers: Containers, ran: Map<string, Ran>, kept: string[]): Outcome {
  const { executor, inputs } = leaf;
  if (executor.importer) {
    const { output, artifact } = importedArtifact(executor.importer, leaf);
    return { outputs: { ...NOTHING, artifacts: new Map([[output, [artifact]]]) } };
  }
  if (isKeep(document, leaf)) {
    kept.push(leaf.path);
    return { outputs: inputs };
  }
  for (let attempt = 1; ; attempt++) {
    const ended = containers(leaf, attempt);
    ran.set(attemptKey(leaf.path, attempt), told(document, leaf, ended));
    if (ended.error === undefined || attempt > (leaf.task.retryPolicy?.maxRetryCount ?? 0)) return ended;
  }
}

/** `keep` has one input and one output, of one name. */
export function isKeep({ platforms }: PipelineDocument, { label }: Leaf): boolean {
  return platforms?.platforms.typeline?.deploymentSpec?.executors?.[label]?.builtin === "keep";
}

function told({ platforms }: PipelineDocument, leaf: Leaf, ended: Outcome): Ran {
  const { executor, component, inputs, facts, label } = leaf;
  const { image, command = [], args = [], env = [] } = executor.container!;
  const isNode = platforms?.platforms.typeline?.deploymentSpec?.executors?.[label]?.kind === "node";
  const takesAll = [...command, ...args].some((word) => isExecutorInput(word));
  const known = { input: inputInPod(component, inputs, isNode || !takesAll), facts };
  return {
    leaf,
    outcome: ended,
    isClaim: claimOperation(image) !== undefined,
    image: filledText(image, known),
    words: filledWords([...command, ...args], known),
    env: Object.fromEntries(env.map(({ name, value = "" }) => [name, filledText(value, known)])),
  };
}

export function isExecutorInput(word: string): boolean {
  const argument = parseArgument(word);
  if (argument.kind !== "template") return false;
  return argument.template.some((part) => typeof part === "object" && part.kind === "executorInput");
}
