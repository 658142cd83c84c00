import { createHash } from "node:crypto";
import type { ComponentSpec, JsonValue, ParameterType, PipelineDocument } from "@typeline/ir";

/** Texts that Argo, the kubelet, JSON or an expression could take for something else. */
const hostile = [
  "{{workflow.name}}",
  "{{=1+1}}",
  "$(TYPELINE_BRACE) $$(x) $",
  "}} {{ }",
  'a"b\\c\nd',
  "é😀{",
  "",
  "null",
  "[1]",
  "{}",
  "{{inputs.parameters.x}}",
];

/** Values of a pipeline's containers: the same for the same component, inputs and seed, so that two engines can be compared. */
export class Stubs {
  readonly #seed: number;
  readonly #texts: readonly string[];
  readonly #numbers: readonly number[];
  readonly #fields: Record<string, JsonValue>;
  readonly #itemType: ParameterType | undefined;

  constructor(document: PipelineDocument, seed: number) {
    this.#seed = seed;
    const { texts, numbers, fields, itemType } = wordsOf(document);
    this.#texts = [...hostile, ...texts, ...texts];
    this.#numbers = [0, 1, 2.5, -3, 1e21, 100, ...numbers, ...numbers];
    this.#fields = fields;
    this.#itemType = itemType;
  }

  /** Whether a container fails. Seeds that are multiples of 3 have failures. */
  fails(component: string, inputs: unknown, attempt: number): boolean {
    return this.#seed % 3 === 0 && this.#hash(component, inputs, "fails", attempt) % 4 === 0;
  }

  output(component: string, inputs: unknown, name: string, type: ParameterType): JsonValue {
    return this.value(type, `${component} ${JSON.stringify(inputs)} ${name}`);
  }

  /** The value of an input of the pipeline. */
  input(name: string, type: ParameterType, literals: readonly JsonValue[] | undefined): JsonValue {
    if (literals?.length) return literals[this.#hash(name) % literals.length]!;
    const value = this.value(type, name);
    // Argo reads the arguments of a workflow as a template, and refuses one with a tag that does not end.
    return typeof value === "string" && value.includes("}} {{ }") ? "a" : value;
  }

  value(type: ParameterType, key: string): JsonValue {
    const hash = this.#hash(key, type);
    switch (type) {
      case "STRING":
        return this.#texts[hash % this.#texts.length]!;
      case "NUMBER_DOUBLE":
        return this.#numbers[hash % this.#numbers.length]!;
      case "NUMBER_INTEGER":
        return Math.trunc(this.#numbers[hash % this.#numbers.length]! % 1000);
      case "BOOLEAN":
        return hash % 2 === 0;
      case "LIST":
        return Array.from({ length: hash % 4 }, (_, index) =>
          this.value(
            this.#itemType === "LIST" && key.includes("[") ? "NUMBER_DOUBLE" : (this.#itemType ?? "NUMBER_DOUBLE"),
            `${key}[${index}]`,
          ),
        );
      default:
        return { ...this.#fields, text: this.value("STRING", `${key}.text`), mark: hash % 1000 };
    }
  }

  metadata(component: string, inputs: unknown, name: string): Record<string, JsonValue> {
    return { made: this.#hash(component, inputs, name) % 100_000, text: this.value("STRING", `${component} ${name}`) };
  }

  #hash(...parts: readonly unknown[]): number {
    return createHash("sha256")
      .update(JSON.stringify([this.#seed, ...parts]))
      .digest()
      .readUInt32BE(0);
  }
}

/** What a document's conditions and selectors look for: values that make a difference. */
function wordsOf(document: PipelineDocument) {
  const text = JSON.stringify(document.spec);
  const conditions = [...text.matchAll(/"(?:condition|parameterExpressionSelector)":"((?:\\.|[^"\\])*)"/g)].map(
    (match) => JSON.parse(`"${match[1]}"`) as string,
  );
  const texts = conditions.flatMap((condition) => [...condition.matchAll(/[=n] \[?'([^']*)'/g)].map((match) => match[1]!));
  const numbers = conditions.flatMap((condition) => [...condition.matchAll(/[<>=] (-?\d+(?:\.\d+)?)/g)].map((match) => Number(match[1])));
  const fields: Record<string, JsonValue> = {};
  for (const condition of conditions)
    for (const match of condition.matchAll(
      /(?:parseJson\(string_value\)|parameter_values\['[^']*'\])((?:\[(?:"[^"]*"|'[^']*'|\d+)\])+)/g,
    )) {
      const path = [...match[1]!.matchAll(/\[(?:"([^"]*)"|'([^']*)'|(\d+))\]/g)].map(([, a, b, c]) => a ?? b ?? Number(c));
      place(fields, path);
    }
  const items = Object.values({ root: document.spec.root, ...document.spec.components }).flatMap((component: ComponentSpec) =>
    Object.values(component.dag?.tasks ?? {}).flatMap(({ parameterIterator, componentRef }) => {
      const item = parameterIterator?.itemInput;
      const type = document.spec.components?.[componentRef.name]?.inputDefinitions?.parameters?.[item ?? ""]?.parameterType;
      return parameterIterator?.items.inputParameter === undefined || type === undefined ? [] : [type];
    }),
  );
  return { texts, numbers, fields, itemType: items[0] };
}

function place(fields: Record<string, JsonValue>, path: readonly (string | number)[]): void {
  let at: Record<string, JsonValue> | JsonValue[] = fields;
  path.forEach((step, index) => {
    const next = path[index + 1];
    const record = at as Record<string | number, JsonValue>;
    if (next === undefined) record[step] ??= 1;
    else {
      if (typeof record[step] !== "object" || record[step] === null) record[step] = typeof next === "number" ? [] : {};
      at = record[step] as Record<string, JsonValue>;
    }
  });
}
