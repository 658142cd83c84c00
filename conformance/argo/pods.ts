import { type ComponentSpec, type ExecutorInput, type JsonValue, type PipelineDocument, parseArgument, placeholdersOf } from "@typeline/ir";
import type { EndedPod, StartedPod } from "./controller.ts";
import { expanded } from "./kubelet.ts";
import type { Stubs } from "./stubs.ts";

/** A container that ran: what it was given, in one form for every engine. */
export interface Call {
  readonly component: string;
  readonly inputs: Readonly<Record<string, JsonValue>>;
  /** Metadata of the artifacts that it was given. */
  readonly artifacts: Readonly<Record<string, readonly JsonValue[]>>;
  readonly attempt: number;
  readonly failed: boolean;
}

/** What a component's command asks for: everything, where it takes the executor input. */
export class Interface {
  readonly name: string;
  readonly component: ComponentSpec;
  readonly all: boolean;
  readonly #parameters: ReadonlySet<string>;
  readonly words: readonly string[];
  /** It hands on what it is given. */
  readonly isKept: boolean;

  constructor(name: string, component: ComponentSpec, document: PipelineDocument) {
    const container = document.spec.deploymentSpec?.executors[component.executorLabel!]?.container;
    this.name = name;
    this.isKept = document.platforms?.platforms.typeline?.deploymentSpec?.executors?.[component.executorLabel!]?.builtin === "keep";
    this.component = component;
    this.words = [...(container?.command ?? []), ...(container?.args ?? [])];
    const placeholders = this.words.flatMap((text) => placeholdersOf(parseArgument(text)));
    this.all = placeholders.some(({ kind }) => kind === "executorInput");
    this.#parameters = new Set(placeholders.flatMap((one) => (one.kind === "inputParameter" ? [one.name] : [])));
  }

  /** The parameters that the command sees, normalised: how a task ended is told in each engine's own words. */
  inputs(values: Iterable<readonly [string, unknown]>): Record<string, JsonValue> {
    const declared = this.component.inputDefinitions?.parameters ?? {};
    const seen = [...values].filter(([name, value]) => value !== null && value !== undefined && (this.all || this.#parameters.has(name)));
    return Object.fromEntries(
      seen
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => [name, declared[name]?.parameterType === "TASK_FINAL_STATUS" ? status(value) : sorted(value as JsonValue)]),
    );
  }
}

const status = (value: unknown): JsonValue => {
  const { state, pipelineTaskName } = value as { state: string; pipelineTaskName: string };
  return { state, pipelineTaskName };
};

/** Keys in one order: Go's JSON sorts them. */
export function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key]!)]),
  );
}

/** Does the work of a pod: reads what it is given as its container would, after the kubelet. */
export function endPod(pod: StartedPod, interfaces: ReadonlyMap<string, Interface>, stubs: Stubs, calls: Call[]): EndedPod {
  const own = interfaces.get(pod.component);
  if (own === undefined) throw new Error(`${pod.node}: there is no component ${pod.component}`);
  const words = [...(pod.command ?? []), ...(pod.args ?? [])].map((word) => expanded(word, pod.env));
  const unresolved = words.find((word) => /\{\{=\w*(replace|fromJSON|inputs|toJson)/.test(word));
  if (unresolved !== undefined) throw new Error(`${pod.node}: Argo left an expression: ${unresolved}`);
  const given = own.all ? executorInputOf(words) : undefined;
  const parameters = given
    ? Object.entries(given.inputs?.parameterValues ?? {})
    : Object.entries(pod.inputs).flatMap(([name, text]) =>
        name.includes("--key") || name.includes("--meta") ? [] : [[name, JSON.parse(text)] as const],
      );
  const inputs = own.inputs(parameters);
  if (!own.all) expectWords(own, inputs, words, pod);
  const artifacts = Object.fromEntries(
    Object.entries(given?.inputs?.artifacts ?? {}).flatMap(([name, { artifacts: list = [] }]) =>
      list.length > 0 ? [[name, list.map(({ metadata }) => sorted(metadata ?? {}))]] : [],
    ),
  );
  if (own.isKept)
    return {
      succeeded: true,
      parameters: { "executor--output": JSON.stringify({ artifacts: given?.inputs?.artifacts }) },
      artifacts: ["value"],
    };
  const attempt = Number(/\((\d+)\)$/.exec(pod.node)?.[1] ?? 0) + 1;
  const failed = stubs.fails(own.name, [inputs, artifacts], attempt);
  calls.push({ component: own.name, inputs, artifacts, attempt, failed });
  return failed ? { succeeded: false } : outputsOf(own, stubs, [inputs, artifacts]);
}

function executorInputOf(words: readonly string[]): ExecutorInput {
  const at = words.indexOf("--executor_input");
  const text = at >= 0 ? words[at + 1] : words.find((word) => word.startsWith('{"inputs":'));
  return JSON.parse(text ?? "{}") as ExecutorInput;
}

/** Where nothing but parameters stands in the words, they say exactly what the parameters are. */
function expectWords(
  { words, component }: Interface,
  inputs: Readonly<Record<string, JsonValue>>,
  actual: readonly string[],
  pod: StartedPod,
): void {
  if (words.some((word) => parseArgument(word).kind !== "template" || /\{\{\$\.(?!inputs\.parameters)/.test(word))) return;
  const expected = words.map((word) =>
    word.replaceAll(/\{\{\$\.inputs\.parameters\['([^']*)'\]\}\}/g, (_, name: string) => {
      const value = inputs[name];
      if (value === undefined) return "";
      return component.inputDefinitions?.parameters?.[name]?.parameterType === "STRING" ? String(value) : JSON.stringify(value);
    }),
  );
  if (JSON.stringify(expected) !== JSON.stringify(actual))
    throw new Error(`${pod.node}: the container gets\n${JSON.stringify(actual)}\nin place of\n${JSON.stringify(expected)}`);
}

function outputsOf({ name, component, all }: Interface, stubs: Stubs, key: unknown): EndedPod {
  const parameters = Object.entries(component.outputDefinitions?.parameters ?? {}).map(
    ([output, { parameterType }]) => [output, parameterType, stubs.output(name, key, output, parameterType)] as const,
  );
  const artifacts = Object.keys(component.outputDefinitions?.artifacts ?? {});
  if (!all)
    return {
      succeeded: true,
      parameters: Object.fromEntries(
        parameters.map(([output, type, value]) => [output, type === "STRING" ? String(value) : JSON.stringify(value)]),
      ),
      artifacts,
    };
  const report = {
    parameterValues: Object.fromEntries(parameters.map(([output, , value]) => [output, value])),
    artifacts: Object.fromEntries(
      artifacts.map((output) => [output, { artifacts: [{ name: output, uri: "", metadata: stubs.metadata(name, key, output) }] }]),
    ),
  };
  return { succeeded: true, parameters: { "executor--output": JSON.stringify(report) }, artifacts };
}
