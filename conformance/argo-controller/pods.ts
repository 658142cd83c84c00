import type { JsonValue, RuntimeArtifact } from "@typeline/ir";
import { parameterName } from "../../packages/argo/src/names.ts";
import { BRACE } from "../../packages/argo/src/wire/text.ts";
import type { StartedPod } from "../argo/controller.ts";
import { expanded } from "../argo/kubelet.ts";
import { differing } from "./argo-run.ts";
import { isExecutorInput, type Ran } from "./local-run.ts";
import { MADE } from "./places.ts";

/** The artifact repository of a run: who made what lies at a key. */
export class Stored {
  readonly #artifacts = new Map<string, RuntimeArtifact>();

  put(key: string, artifact: RuntimeArtifact): void {
    this.#artifacts.set(key, artifact);
  }

  get(key: string): RuntimeArtifact | undefined {
    return this.#artifacts.get(key);
  }
}

/** How the container's image, command and variables differ from the local runner's, after the kubelet has done its part. */
export function wordProblems(pod: StartedPod, { leaf, words, env, image, isClaim }: Ran): string[] {
  if (isClaim) return [];
  const actual = [...(pod.command ?? []), ...(pod.args ?? [])].map((word) => expanded(word, pod.env));
  const texts = [...(leaf.executor.container?.command ?? []), ...(leaf.executor.container?.args ?? [])];
  // `IfPresent` makes several words of one, or none; then there is no executor input.
  const isInput = (index: number) => texts.length === words.length && isExecutorInput(texts[index]!);
  const variables = Object.fromEntries(
    Object.entries(pod.env).flatMap(([name, text]) => (name === BRACE ? [] : [[name, expanded(text, pod.env)]])),
  );
  return [
    ...differing(`${leaf.path}: the image`, pod.image, image),
    ...differing(`${leaf.path}: variables`, variables, env),
    ...differing(
      `${leaf.path}: the command`,
      actual.map((word, index) => (isInput(index) ? executorInput(word) : word)),
      words.map((word, index) => (isInput(index) ? executorInput(word) : word)),
    ),
  ];
}

interface InputJson {
  inputs?: { parameterValues?: Record<string, JsonValue>; artifacts?: Record<string, { artifacts?: RuntimeArtifact[] }> };
  outputs?: JsonValue;
}

/** The executor input without what means the same: an absent parameter and null, an absent artifact and an empty list. */
function executorInput(word: string): unknown {
  let input: InputJson;
  try {
    input = JSON.parse(word) as InputJson;
  } catch {
    return word;
  }
  const { parameterValues = {}, artifacts = {} } = input.inputs ?? {};
  return {
    parameters: Object.fromEntries(
      Object.entries(parameterValues).flatMap(([name, value]) => (value === null ? [] : [[name, told(value)]])),
    ),
    artifacts: Object.fromEntries(
      Object.entries(artifacts).flatMap(([name, { artifacts: list = [] }]) => (list.length === 0 ? [] : [[name, list]])),
    ),
    outputs: input.outputs,
  };
}

/** How a task ended, without why: Argo tells a workflow no messages, and codes are the engine's own. */
function told(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("pipelineTaskName" in value)) return value;
  const { error: _, ...rest } = value;
  return rest;
}

/** Whether the artifacts that Argo puts into the pod are those that the local runner would give. */
export function artifactProblems(pod: StartedPod, { leaf }: Ran, stored: Stored): string[] {
  return Object.entries(pod.artifacts).flatMap(([input, key]) => {
    const name = [...leaf.inputs.artifacts.keys()].find((one) => parameterName(one) === input);
    const expected = leaf.inputs.artifacts.get(name ?? "") ?? [];
    const isList = leaf.component.inputDefinitions?.artifacts?.[name ?? ""]?.isArtifactList === true;
    const found = expected.map((_, index) => stored.get(isList ? `${key}/${index}` : key)?.uri ?? imported(key));
    return differing(
      `${leaf.path}: the artifact ${input}`,
      found,
      expected.map(({ uri = "" }) => (uri.startsWith(MADE) ? uri : imported(uri))),
    );
  });
}

/** What URIs and keys of a place in the world have in common. */
const imported = (uri: string): string => uri.replace(/^[a-z0-9+]+:\/\/[^/]*\//, "");
