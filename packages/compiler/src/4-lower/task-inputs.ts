import type { InputArtifactSpec, InputParameterSpec, TaskInputsSpec } from "@typeline/ir";
import type { ArtifactLeaf, Assembly, Json, ParameterLeaf } from "@typeline/runtime";
import { needsRuntime, readField, selectorOf, textOf } from "../2-analyze/carried.ts";
import { type Leaf, mapLeaves, type TaskNode, type Tree, type Value } from "../2-analyze/regions.ts";
import { record } from "../2-analyze/values.ts";
import type { ValueType } from "../types/value-type.ts";
import { escapeBraces } from "./braces.ts";
import { type Dag, FACTS } from "./dag.ts";

/** What a task gives its component, and what the component must declare for it besides its own inputs. */
export interface TaskInputs {
  readonly spec: TaskInputsSpec | undefined;
  /** Own inputs that are not given as such: the runtime assembles them. */
  readonly replaced: ReadonlySet<string>;
  /** Inputs that only this shape of call has: leaves of assembled arguments, facts, values of options. */
  readonly added: ReadonlyMap<string, AddedInput>;
  /** Of a container: text that takes the place of an input's placeholder in its command. */
  readonly texts: ReadonlyMap<string, string>;
  /** Placeholders of options that a run decides, by option. */
  readonly options: ReadonlyMap<string, string>;
}
export interface AddedInput {
  readonly type: ValueType;
  readonly optional: boolean;
}

const STRING: ValueType = { kind: "string" };

/** The arguments of a call as inputs of the IR's task. */
export function taskInputs(node: TaskNode, dag: Dag): TaskInputs {
  const builder = new InputsBuilder(node, dag);
  for (const [name, value] of node.arguments) builder.argument(name, value);
  builder.defaults();
  builder.context();
  builder.settings();
  return builder.finish();
}

class InputsBuilder {
  readonly #node: TaskNode;
  readonly #dag: Dag;
  readonly #parameters = new Map<string, InputParameterSpec>();
  readonly #artifacts = new Map<string, InputArtifactSpec>();
  readonly #assemblies = new Map<string, Assembly>();
  readonly #added = new Map<string, AddedInput>();
  readonly #texts = new Map<string, string>();
  readonly #options = new Map<string, string>();
  constructor(node: TaskNode, dag: Dag) {
    this.#node = node;
    this.#dag = dag;
  }

  argument(name: string, value: Value): void {
    const isNode = this.#node.component.kind === "node";
    if (isNode && value.kind === "constant") {
      // The engine would take `{{…}}` inside a constant for a placeholder of its own.
      const escaped = escapeBraces(value.value);
      if (escaped) this.#assemblies.set(name, escaped);
      else this.#give(name, value);
    } else if (isNode && value.kind === "field" && needsRuntime(value)) this.#assemblies.set(name, this.#assemble(name, { leaf: value }));
    else if (value.kind !== "assembled") this.#give(name, value);
    else if (isNode) this.#assemblies.set(name, this.#assemble(name, value.tree));
    else if (selectorOf(value.tree)) this.#give(name, value);
    else this.#text(name, value.tree);
  }

  #give(name: string, value: Value): void {
    const { parameter, artifact } = this.#dag.reference(value);
    if (parameter) this.#parameters.set(name, parameter);
    if (artifact) this.#artifacts.set(name, artifact);
  }

  /** A leaf as an input of its own: `title--0`. */
  #leaf(name: string, leaf: Leaf["leaf"], seen: Map<Leaf["leaf"], string>): string {
    const before = seen.get(leaf);
    if (before !== undefined) return before;
    const input = `${name}--${seen.size}`;
    seen.set(leaf, input);
    this.#give(input, leaf);
    this.#added.set(input, { type: leaf.type, optional: (leaf.kind === "input" || leaf.kind === "field") && leaf.mayBeAbsent });
    return input;
  }

  #assemble(name: string, tree: Tree): Assembly {
    const seen = new Map<Leaf["leaf"], string>();
    return mapLeaves<ParameterLeaf | ArtifactLeaf>(
      tree,
      (leaf) => {
        if (leaf.kind === "field" && needsRuntime(leaf)) {
          return readField<ParameterLeaf | ArtifactLeaf>(leaf, { p: this.#leaf(name, leaf.of, seen) });
        }
        const input = this.#leaf(name, leaf, seen);
        if (!this.#artifacts.has(input)) return { p: input };
        return leaf.type.kind === "artifacts" ? { a: input, many: true } : { a: input };
      },
      (value) => escapeBraces(value) ?? { value },
    );
  }

  /** A template in a container's command: each leaf's placeholder stands in the text. */
  #text(name: string, tree: Tree): void {
    const seen = new Map<Leaf["leaf"], string>();
    const parts = (textOf(tree) ?? []).map((part) =>
      typeof part === "string" ? part : `{{$.inputs.parameters['${this.#leaf(name, part, seen)}']}}`,
    );
    this.#texts.set(name, parts.join(""));
  }

  /** KFP's driver fills a command's placeholders before it applies defaults, so a container is given its defaults at each call. */
  defaults(): void {
    const { component } = this.#node;
    if (component.kind !== "container") return;
    for (const [name, value] of component.defaults)
      if (!this.#node.arguments.has(name)) this.#parameters.set(name, { runtimeValue: { constant: value as never } });
  }

  /** Facts of the run that the function looks at: whole constants, since the engine replaces nothing else. */
  context(): void {
    const { component } = this.#node;
    if (component.kind !== "node") return;
    const facts: [string, string][] = [];
    if (component.uses.run)
      facts.push(["run-id", FACTS.id], ["run-name", FACTS.name], ["created-at", FACTS.createdAt], ["scheduled-at", FACTS.scheduledAt]);
    if (component.uses.task) facts.push(["task-name", this.#node.name]);
    for (const [name, constant] of facts) this.#hidden(name, { runtimeValue: { constant } });
  }

  /** Options that a run decides come through inputs typed STRING: the driver reads them as text only. */
  settings(): void {
    const { image, cpu, memory, gpu, requests } = this.#node.settings;
    const options = {
      image,
      cpu,
      memory,
      "gpu-count": gpu?.count,
      "gpu-type": gpu?.type,
      "cpu-request": requests?.cpu,
      "memory-request": requests?.memory,
    };
    for (const [option, value] of Object.entries(options)) {
      if (!value || value.kind === "constant") continue;
      const { parameter } = this.#dag.reference(value);
      if (parameter) this.#options.set(option, this.#hidden(option, parameter));
    }
  }

  #hidden(name: string, parameter: InputParameterSpec): string {
    const input = `typeline--${name}`;
    this.#parameters.set(input, parameter);
    this.#added.set(input, { type: STRING, optional: false });
    return `{{$.inputs.parameters['${input}']}}`;
  }

  finish(): TaskInputs {
    if (this.#assemblies.size > 0) {
      const constant = record(this.#assemblies) as unknown as Json;
      this.#parameters.set("typeline--arguments", { runtimeValue: { constant: constant as never } });
      this.#added.set("typeline--arguments", { type: { kind: "struct", fields: new Map() }, optional: false });
    }
    const spec: TaskInputsSpec = {
      ...(this.#parameters.size > 0 && { parameters: record(this.#parameters) }),
      ...(this.#artifacts.size > 0 && { artifacts: record(this.#artifacts) }),
    };
    return {
      spec: Object.keys(spec).length > 0 ? spec : undefined,
      replaced: new Set([...this.#assemblies.keys(), ...this.#texts.keys()]),
      added: this.#added,
      texts: this.#texts,
      options: this.#options,
    };
  }
}
