import type { JsonValue, PipelineDocument, RuntimeArtifact } from "@typeline/ir";
import type { Values } from "../../values.ts";
import type { Leaf } from "../leaf.ts";
import type { Uses } from "./uses.ts";

/** How many items lists have. */
export const COUNTS: readonly number[] = [0, 1, 3];

/** Values for inputs of a run and outputs of containers, made up from what the document's conditions compare with. */
export class Stubs {
  readonly #document: PipelineDocument;
  readonly #uses: Uses;
  readonly #random: () => number;
  readonly #noteCount: (source: string, count: number) => void;
  readonly #texts: readonly string[];
  readonly #numbers: readonly number[];

  /** @param noteCount told how many items the list of a source has */
  constructor(document: PipelineDocument, uses: Uses, random: () => number, noteCount: (source: string, count: number) => void) {
    this.#document = document;
    this.#uses = uses;
    this.#random = random;
    this.#noteCount = noteCount;
    const conditions = uses
      .dags()
      .flatMap((key) => Object.values(uses.component(key).dag!.tasks ?? {}).map(({ triggerPolicy }) => triggerPolicy?.condition ?? ""))
      // Names of inputs are texts too.
      .map((condition) => condition.replace(/parameter_values\['[^']*'\]/g, ""));
    this.#texts = ["text", ...conditions.flatMap((condition) => [...condition.matchAll(/'([^']*)'/g)].map(([, text]) => text!))];
    const numbers = conditions.flatMap((condition) => [...condition.matchAll(/(?<![\w.'])\d+(?:\.\d+)?/g)].map(Number));
    this.#numbers = [1, ...numbers.flatMap((number) => [number - 1, number, number + 1])];
  }

  /** Those that are optional are given in half of the runs; nobody gives a run a final status. */
  inputs(): Values {
    const { parameters = {}, artifacts = {} } = this.#document.spec.root.inputDefinitions ?? {};
    const given = <T extends { isOptional?: boolean }>(all: Readonly<Record<string, T>>) =>
      Object.entries(all).filter(([, { isOptional }]) => !isOptional || this.#random() < 0.5);
    return {
      parameters: new Map(
        given(parameters)
          .filter(([, { parameterType }]) => parameterType !== "TASK_FINAL_STATUS")
          .map(([name]) => [name, this.#value(`root/${name}`)]),
      ),
      artifacts: new Map(given(artifacts).map(([name]) => [name, [this.#artifact(name, "")]])),
    };
  }

  outputs({ componentKey, component: { outputDefinitions = {} }, path }: Leaf): Values {
    const { parameters = {}, artifacts = {} } = outputDefinitions;
    return {
      parameters: new Map(
        Object.entries(parameters).map(([name, { parameterType }]) => {
          const value = this.#value(`${componentKey}/${name}`);
          return [name, parameterType === "STRING" && typeof value !== "string" ? JSON.stringify(value) : value];
        }),
      ),
      artifacts: new Map(Object.keys(artifacts).map((name) => [name, [this.#artifact(name, path)]])),
    };
  }

  #artifact(name: string, path: string): RuntimeArtifact {
    return { name, uri: `/run/${path}/${name}`, metadata: {} };
  }

  #value(source: string): JsonValue {
    switch (this.#uses.types.get(source)) {
      case "NUMBER_INTEGER":
        return Math.floor(this.#oneOf(this.#numbers));
      case "NUMBER_DOUBLE":
        return this.#oneOf(this.#numbers);
      case "BOOLEAN":
        return this.#random() < 0.5;
      case "LIST": {
        const count = this.#oneOf(COUNTS);
        this.#noteCount(source, count);
        return Array.from({ length: count }, () => this.#value(`${source}[]`));
      }
      case "STRUCT": {
        const fields = [...this.#uses.types.keys()].flatMap((one) => (one.startsWith(`${source}.`) ? one.slice(source.length + 1) : []));
        const own = fields.filter((field) => /^\w+$/.test(field));
        return Object.fromEntries(own.map((field) => [field, this.#value(`${source}.${field}`)]));
      }
      default:
        return this.#oneOf(this.#texts);
    }
  }

  #oneOf<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)]!;
  }
}

/** Numbers from 0 up to 1, the same for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
