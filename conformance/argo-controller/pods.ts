import type { JsonValue, RuntimeArtifact } from "@typeline/ir";
import { parameterName } from "../../packages/argo/src/names.ts";
import { inputPath } from "../../packages/argo/src/places.ts";
import { BRACE } from "../../packages/argo/src/wire/text.ts";
import type { StartedPod } from "../argo/controller.ts";
import { expanded } from "../argo/kubelet.ts";
import { differing } from "./differing.ts";
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
export function wordProblems(pod: StartedPod, { leaf, words, env, image, isClaim }: Ran, stored: Stored): string[] {
  if (isClaim) return [];
  const actual = [...(pod.command ?? []), ...(pod.args ?? [])].map((word) => expanded(word, pod.env));
  const texts = [...(leaf.executor.container?.command ?? []), ...(leaf.executor.container?.args ?? [])];
  // `IfPresent` makes several words of one, or none; then there is no executor input.
  const isInput = (index: number) => texts.length === words.length && isExecutorInput(texts[index]!);
  const variables = Object.fromEntries(
    Object.entries(pod.env).flatMap(([name, text]) => (name === BRACE ? [] : [[name, expanded(text, pod.env)]])),
  );
  const there = (input: string, path: string) => thereIn(pod, stored, input, path);
  const given = (input: string, _: string, index: number) => originOf(leaf.inputs.artifacts.get(input)?.[index]?.uri ?? "");
  return [
    ...differing(`${leaf.path}: the image`, pod.image, image),
    ...differing(`${leaf.path}: variables`, variables, env),
    ...differing(`${leaf.path}: the number of words`, actual.length, words.length),
    ...words.flatMap((word, index) => {
      const what = `${leaf.path}: word ${index} of the command`;
      const other = actual[index] ?? "";
      return isInput(index) ? differing(what, executorInput(other, there), executorInput(word, given)) : differing(what, other, word);
    }),
  ];
}

interface InputJson {
  inputs?: { parameterValues?: Record<string, JsonValue>; artifacts?: Record<string, { artifacts?: RuntimeArtifact[] }> };
  outputs?: JsonValue;
}

/**
 * The executor input without what means the same: an absent parameter and null, an absent artifact and an empty list. In place of a path
 * stands which artifact is there.
 */
function executorInput(word: string, origin: (input: string, path: string, index: number) => string): unknown {
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
      Object.entries(artifacts).flatMap(([name, { artifacts: list = [] }]) => {
        const described = list.map(({ customPath = "", uri, ...rest }, index) => {
          return { ...rest, ...(uri !== customPath && { uri }), is: origin(name, customPath, index) };
        });
        return described.length === 0 ? [] : [[name, described]];
      }),
    ),
    outputs: input.outputs,
  };
}

/** What Argo has put where the container looks for an artifact. */
function thereIn(pod: StartedPod, stored: Stored, input: string, path: string): string {
  const name = parameterName(input);
  const key = pod.artifacts[name];
  if (key === undefined || !path.startsWith(inputPath(name))) return `nothing at ${path}`;
  const place = key + path.slice(inputPath(name).length);
  return stored.get(place)?.uri ?? originOf(place);
}

/** An artifact of the run is known by who made it, another by its place, whose store no key names. */
const originOf = (uri: string): string => (uri.startsWith(MADE) ? uri : uri.replace(/^[a-z0-9+]+:\/\/[^/]*\//, ""));

/** How a task ended, without why: Argo tells a workflow no messages, and codes are the engine's own. */
function told(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !("pipelineTaskName" in value)) return value;
  const { error: _, ...rest } = value;
  return rest;
}

/** Whether an artifact that Argo puts into the pod is the one that the local runner would give. What is in lists, the executor input says. */
export function artifactProblems(pod: StartedPod, { leaf }: Ran, stored: Stored): string[] {
  return [...leaf.inputs.artifacts].flatMap(([name, [artifact]]) => {
    const key = pod.artifacts[parameterName(name)];
    const isList = leaf.component.inputDefinitions?.artifacts?.[name]?.isArtifactList === true;
    if (key === undefined || isList || artifact === undefined) return [];
    return differing(`${leaf.path}: the artifact ${name}`, stored.get(key)?.uri ?? originOf(key), originOf(artifact.uri ?? ""));
  });
}
