import { type Argument, type ComponentSpec, type Placeholder, parseArgument, parseTemplate, type Template } from "@typeline/ir";
import { own } from "../document.ts";
import { quote } from "../expressions/strings.ts";
import type { Protocol } from "../leaf.ts";
import { parameterName } from "../names.ts";
import { inputPath, keyOf, metaOf, outputPath, REPORT_FILE, TASK_NAME } from "../places.ts";
import { factCode } from "../wire/facts.ts";
import { data, fixed, joined, type Part, safe } from "../wire/text.ts";
import { executorInput } from "./executor-input.ts";
import { input } from "./scope.ts";

/** What is noted while the words of a container are written: which inputs they need. */
export interface Uses {
  readonly parameters: Set<string>;
  readonly artifacts: Set<string>;
  taskName: boolean;
}

/** Writes the words of a container's command, arguments and variables. */
export class Words {
  readonly uses: Uses = { parameters: new Set(), artifacts: new Set(), taskName: false };
  readonly #component: ComponentSpec;
  readonly #protocol: Protocol;
  readonly #artifactRoot: string | undefined;
  readonly #given: ReadonlySet<string>;

  constructor(component: ComponentSpec, protocol: Protocol, artifactRoot: string | undefined, given: readonly string[]) {
    this.#component = component;
    this.#protocol = protocol;
    this.#artifactRoot = artifactRoot;
    this.#given = new Set(given);
  }

  /** The words of one element of `command` or `args`: none or several where it asks for an optional input. */
  words(text: string): string[] {
    return this.#argument(parseArgument(text)).map((parts) => joined(parts));
  }

  text(text: string): string {
    return joined(this.#template(parseTemplate(text)));
  }

  /** The text as an expression: for names of things, and quantities. `undefined` of a text without placeholders. */
  code(text: string): string | undefined {
    const template = parseTemplate(text);
    if (template.every((part) => typeof part === "string")) return undefined;
    return `(${this.#template(template)
      .map((part) => (part.kind === "fixed" ? quote(part.text) : part.code))
      .join(" + ")})`;
  }

  #argument(argument: Argument): Part[][] {
    switch (argument.kind) {
      case "template":
        return [this.#template(argument.template)];
      case "concat":
        return [argument.items.flatMap((item) => this.#argument(item).flat())];
      case "ifPresent":
        return (this.#given.has(argument.input) ? argument.whenGiven : (argument.otherwise ?? [])).flatMap((item) => this.#argument(item));
    }
  }

  #template(template: Template): Part[] {
    return template.flatMap((part) => (typeof part === "string" ? [fixed(part)] : this.#placeholder(part)));
  }

  #placeholder(placeholder: Placeholder): Part[] {
    const { inputDefinitions, outputDefinitions } = this.#component;
    switch (placeholder.kind) {
      case "executorInput":
        for (const name of Object.keys(inputDefinitions?.parameters ?? {})) this.uses.parameters.add(name);
        for (const name of Object.keys(inputDefinitions?.artifacts ?? {})) this.uses.artifacts.add(name);
        return executorInput(this.#component, this.#protocol, this.#artifactRoot);
      case "outputFile":
        return [fixed(REPORT_FILE)];
      case "runFact":
        if (placeholder.name === "pipeline_task_name" || placeholder.name === "pipeline_task_uuid") this.uses.taskName = true;
        return [data(factCode(placeholder.name, { task: `fromJSON(${input(TASK_NAME)})`, artifactRoot: this.#artifactRoot }))];
      case "inputParameter": {
        // What the component does not declare may still be an input of the task: KFP's SDK adds inputs for settings.
        const { parameterType } = own(inputDefinitions?.parameters, placeholder.name) ?? { parameterType: "STRING" };
        this.uses.parameters.add(placeholder.name);
        const value = `fromJSON(${input(parameterName(placeholder.name))})`;
        return [data(parameterType === "STRING" ? `(${value} ?? "")` : `(${value} == nil ? "" : toJson(${value}))`)];
      }
      case "outputParameter":
        return [fixed(outputPath(parameterName(placeholder.name)))];
      case "inputArtifact": {
        if (own(inputDefinitions?.artifacts, placeholder.name) === undefined) return [];
        this.uses.artifacts.add(placeholder.name);
        return [this.#inputArtifact(placeholder)];
      }
      case "outputArtifact": {
        if (own(outputDefinitions?.artifacts, placeholder.name) === undefined) return [];
        const name = parameterName(placeholder.name);
        if (placeholder.property === "uri" && this.#artifactRoot !== undefined)
          return [data(`(${quote(`${this.#artifactRoot.replace(/\/$/, "")}/`)} + ${input(parameterName(keyOf(name)))})`)];
        return placeholder.property === "metadata" ? [fixed(placeholder.key === undefined ? "{}" : "")] : [fixed(outputPath(name))];
      }
    }
  }

  #inputArtifact(placeholder: Extract<Placeholder, { kind: "inputArtifact" | "outputArtifact" }>): Part {
    const name = parameterName(placeholder.name);
    const meta = `fromJSON(${input(metaOf(name))})`;
    switch (placeholder.property) {
      case "path":
        return fixed(inputPath(name));
      case "uri":
        return data(`((${meta}?.uri ?? "") == "" ? ${quote(inputPath(name))} : ${meta}.uri)`);
      case "metadata": {
        if (placeholder.key === undefined) return data(`toJson(${meta}?.metadata ?? {})`);
        const value = `${meta}?.metadata?.[${quote(placeholder.key)}]`;
        return data(`(type(${value}) == "string" ? ${value} : ${value} == nil ? "" : toJson(${value}))`);
      }
      default:
        return safe(input(metaOf(name)));
    }
  }
}
