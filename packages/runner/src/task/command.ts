import {
  type Argument,
  type ExecutorInput,
  type JsonValue,
  type Placeholder,
  parseArgument,
  parseTemplate,
  type RuntimeArtifact,
  type Template,
} from "@typeline/ir";
import type { Facts } from "../engine/constants.ts";
import { TaskFailure } from "../engine/task-failure.ts";

/** What placeholders stand for. */
export interface Known {
  readonly input: ExecutorInput;
  readonly facts: Facts;
  /** The value of an input that the task has and its component does not declare, as KFP's SDK makes them for images and resources. */
  undeclared?(name: string): JsonValue | undefined;
}

/**
 * The words of a command with their placeholders filled in, as `{{$.inputs.parameters['x']}}`; `Concat` makes one word, `IfPresent` some or
 * none.
 *
 * @throws TaskFailure for a placeholder of an input that has no value
 */
export function filledWords(words: readonly string[], known: Known): string[] {
  return words.flatMap((word) => (word.includes("{{$") || word.startsWith("{") ? filledArgument(parseArgument(word), known) : [word]));
}

/** @throws TaskFailure */
export function filledText(text: string, known: Known): string {
  return text.includes("{{$") ? template(parseTemplate(text), known) : text;
}

function filledArgument(argument: Argument, known: Known): string[] {
  switch (argument.kind) {
    case "template":
      return [template(argument.template, known)];
    case "concat":
      return [argument.items.flatMap((item) => filledArgument(item, known)).join("")];
    case "ifPresent": {
      const items = isPresent(argument.input, known.input) ? argument.whenGiven : (argument.otherwise ?? []);
      return items.flatMap((item) => filledArgument(item, known));
    }
  }
}

function isPresent(name: string, { inputs = {} }: ExecutorInput): boolean {
  return Object.hasOwn(inputs.parameterValues ?? {}, name) || (inputs.artifacts?.[name]?.artifacts?.length ?? 0) > 0;
}

const template = (parts: Template, known: Known): string =>
  parts.map((part) => (typeof part === "string" ? part : value(part, known))).join("");

function value(placeholder: Placeholder, { input, facts, undeclared }: Known): string {
  const { inputs = {}, outputs = {} } = input;
  switch (placeholder.kind) {
    case "executorInput":
      return JSON.stringify(input);
    case "inputParameter": {
      const found = own(inputs.parameterValues, placeholder.name) ?? undeclared?.(placeholder.name);
      if (found === undefined) throw new TaskFailure(`its command uses the input "${placeholder.name}", which has no value`);
      return typeof found === "string" ? found : JSON.stringify(found);
    }
    case "outputParameter": {
      const file = own(outputs.parameters, placeholder.name)?.outputFile;
      if (file === undefined) throw new TaskFailure(`its command uses the output "${placeholder.name}", which is not declared`);
      return file;
    }
    case "inputArtifact":
      return artifact(own(inputs.artifacts, placeholder.name)?.artifacts, placeholder, "input");
    case "outputArtifact":
      return artifact(own(outputs.artifacts, placeholder.name)?.artifacts, placeholder, "output");
    case "outputFile":
      return outputs.outputFile ?? "";
    case "runFact":
      return facts(placeholder.name) ?? "";
  }
}

type ArtifactPlaceholder = Extract<Placeholder, { kind: "inputArtifact" | "outputArtifact" }>;

function artifact(list: readonly RuntimeArtifact[] | undefined, placeholder: ArtifactPlaceholder, side: string): string {
  if (list === undefined) throw new TaskFailure(`its command uses the ${side} "${placeholder.name}", which has no artifact`);
  if (placeholder.property === undefined) return JSON.stringify(list);
  const [one = {}] = list;
  switch (placeholder.property) {
    case "path":
      return one.customPath ?? one.uri ?? "";
    case "uri":
      return one.uri ?? "";
    case "metadata": {
      const found = placeholder.key === undefined ? (one.metadata ?? {}) : own(one.metadata, placeholder.key);
      return typeof found === "string" ? found : (JSON.stringify(found) ?? "");
    }
  }
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
