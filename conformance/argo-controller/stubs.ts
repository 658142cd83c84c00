import {
  type ComponentSpec,
  type JsonValue,
  type ParameterType,
  type PipelineDocument,
  parseArgument,
  placeholdersOf,
  type RuntimeArtifact,
} from "@typeline/ir";
import type { Leaf } from "../../packages/runner/src/engine/leaf.ts";
import type { Values } from "../../packages/runner/src/values.ts";
import { Stubs } from "../argo/stubs.ts";
import { MADE } from "./places.ts";

type Parameters = Readonly<Record<string, any>>;

/**
 * What containers give, by their task's key or its path. A function sees the inputs, and which attempt it is. An error fails the container.
 * Of several outputs, an object has one of its own for each; anything else is the value of all.
 */
export type Gives = Readonly<Record<string, Given | ((inputs: Parameters, attempt: number) => Given)>>;
type Given = JsonValue | Error | undefined;

/** How one attempt ended. */
export type Outcome = { readonly error: string; readonly outputs?: undefined } | { readonly outputs: Values; readonly error?: undefined };

/** Signs that Argo, the kubelet, JSON or YAML could take for something of theirs. */
export const HOSTILE = '{{workflow.name}} {{=1+1}} {{ $(TYPELINE_BRACE) $$(x) "q" \\u007b é😀 }}{';

/** Does the work of containers. */
export type Containers = (leaf: Leaf, attempt: number) => Outcome;

/** Containers that do what a table says, and else give something of each output's type. */
export function tabled(gives: Gives): Containers {
  return (leaf, attempt) => {
    const given = Object.hasOwn(gives, leaf.path) ? gives[leaf.path] : gives[leaf.name];
    const value = typeof given === "function" ? given(Object.fromEntries(leaf.inputs.parameters), attempt) : given;
    if (value instanceof Error) return { error: value.message };
    const names = Object.keys(leaf.component.outputDefinitions?.parameters ?? {});
    const isEach = typeof value === "object" && value !== null && names.length > 0 && names.every((name) => Object.hasOwn(value, name));
    const own = isEach ? (value as Readonly<Record<string, JsonValue>>) : undefined;
    return outputsOf(leaf, (name, type) => own?.[name] ?? value ?? plain(type, `${leaf.path}.${name}`));
  };
}

/** Containers that give whatever a seed makes of their path; some seeds have failures. */
export function seeded(document: PipelineDocument, seed: number): Containers {
  const stubs = new Stubs(document, seed);
  return (leaf, attempt) => {
    const place = `${leaf.path}#${attempt}`;
    if (stubs.fails(place, leaf.name, attempt)) return { error: "it fails" };
    return outputsOf(leaf, (name, type) => stubs.value(type, `${place}.${name}`));
  };
}

function outputsOf(leaf: Leaf, value: (name: string, type: ParameterType) => JsonValue): Outcome {
  const { parameters = {}, artifacts = {} } = leaf.component.outputDefinitions ?? {};
  return {
    outputs: {
      parameters: new Map(
        Object.entries(parameters).map(([name, { parameterType }]) => {
          const given = value(name, parameterType);
          return [name, typeof given === "string" && !reports(leaf) ? given.replace(/\n$/, "") : given];
        }),
      ),
      artifacts: new Map(Object.entries(artifacts).map(([name, spec]) => [name, [made(leaf, name, spec)]])),
    },
  };
}

/** Whether a container can report its outputs. Of one that only writes files, no metadata is known, and Argo takes off a newline at the end. */
function reports({ executor }: Leaf): boolean {
  const words = [...(executor.container?.command ?? []), ...(executor.container?.args ?? [])];
  return words.some((word) => placeholdersOf(parseArgument(word)).some(({ kind }) => kind === "executorInput" || kind === "outputFile"));
}

function plain(type: ParameterType, place: string): JsonValue {
  const values: Partial<Record<ParameterType, JsonValue>> = {
    NUMBER_INTEGER: 7,
    NUMBER_DOUBLE: 0.5,
    BOOLEAN: true,
    LIST: [],
    STRUCT: { place, text: HOSTILE },
  };
  return values[type] ?? `${place} ${HOSTILE}`;
}

type ArtifactSpec = NonNullable<NonNullable<ComponentSpec["outputDefinitions"]>["artifacts"]>[string];

/** Metadata says who made it. */
function made(leaf: Leaf, name: string, { artifactType }: ArtifactSpec): RuntimeArtifact {
  const by = `${leaf.path}.${name}`;
  const metadata = reports(leaf) ? { made: by, text: HOSTILE } : {};
  return { name, ...(artifactType && { type: artifactType }), uri: `${MADE}${by}`, metadata };
}
