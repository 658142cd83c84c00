import type { ComponentSpec, InputParameterSpec, ParameterType, PipelineDocument } from "@typeline/ir";

/**
 * What the values are used as that containers give and runs are given: `comp-a/list[]` is an item of that output, `root/config.lr` a field
 * of that input. KFP's SDK declares an output as a list, and only those who use it know of what.
 */
export class Uses {
  readonly types = new Map<string, ParameterType>();
  readonly #document: PipelineDocument;
  /** Every task, by the component that it uses. */
  readonly #callers = new Map<string, [owner: string, name: string][]>();

  constructor(document: PipelineDocument) {
    this.#document = document;
    for (const owner of this.dags())
      for (const [name, task] of Object.entries(this.component(owner).dag!.tasks ?? {})) {
        const key = task.componentRef?.name ?? "";
        this.#callers.set(key, [...(this.#callers.get(key) ?? []), [owner, name]]);
      }
    for (const [key, component] of Object.entries(document.spec.components ?? {})) {
      const outputs = Object.entries(component.outputDefinitions?.parameters ?? {});
      if (!component.dag) for (const [name, { parameterType }] of outputs) this.types.set(`${key}/${name}`, parameterType);
      for (const [name, { parameterType }] of Object.entries(component.inputDefinitions?.parameters ?? {}))
        for (const source of this.inputSources(key, name)) this.#note(source, parameterType);
    }
    for (const [name, { parameterType }] of Object.entries(document.spec.root.inputDefinitions?.parameters ?? {}))
      this.types.set(`root/${name}`, parameterType);
  }

  component(key: string): ComponentSpec {
    return key === "root" ? this.#document.spec.root : (this.#document.spec.components?.[key] ?? {});
  }

  /** Keys of all components that are DAGs. */
  dags(): string[] {
    return ["root", ...Object.keys(this.#document.spec.components ?? {})].filter((key) => this.component(key).dag);
  }

  /** Where the values of a component's input come from; none for constants. */
  inputSources(key: string, name: string): string[] {
    if (key === "root") return [`root/${name}`];
    return (this.#callers.get(key) ?? []).flatMap(([owner, taskName]) => {
      const task = this.component(owner).dag!.tasks![taskName]!;
      const { parameterIterator: iterator, inputs } = task;
      if (iterator?.itemInput === name) return this.listSources(owner, taskName).map((source) => `${source}[]`);
      const spec = inputs?.parameters?.[name];
      return spec ? this.#sources(owner, spec) : [];
    });
  }

  /** Where the list comes from that a task loops over; none for one that is in the document. */
  listSources(owner: string, taskName: string): string[] {
    const { parameterIterator, inputs } = this.component(owner).dag!.tasks![taskName]!;
    const spec = inputs?.parameters?.[parameterIterator?.items?.inputParameter ?? ""];
    return spec ? this.#sources(owner, spec) : [];
  }

  #sources(owner: string, spec: InputParameterSpec): string[] {
    const { componentInputParameter, taskOutputParameter, parameterExpressionSelector: selector } = spec;
    const sources =
      componentInputParameter !== undefined
        ? this.inputSources(owner, componentInputParameter)
        : taskOutputParameter
          ? this.#outputSources(owner, taskOutputParameter.producerTask, taskOutputParameter.outputParameterKey)
          : [];
    return sources.map((source) => source + suffixOf(selector));
  }

  /** An output of a task; a loop gathers, so that an item of its list is what is given in it. */
  #outputSources(owner: string, taskName: string, output: string): string[] {
    const task = this.component(owner).dag!.tasks![taskName]!;
    const key = task.componentRef?.name ?? "";
    const { dag } = this.component(key);
    if (!dag) return [`${key}/${output}`];
    const { valueFromParameter, valueFromOneof } = dag.outputs?.parameters?.[output] ?? {};
    const selectors = valueFromOneof?.parameterSelectors ?? (valueFromParameter ? [valueFromParameter] : []);
    if (task.parameterIterator ?? task.artifactIterator) return [];
    return selectors.flatMap((one) => this.#outputSources(key, one.producerSubtask, one.outputParameterKey));
  }

  /** What has fields or items is no text, whatever the SDK makes of what it does not know. */
  #note(source: string, type: ParameterType): void {
    const before = this.types.get(source);
    if (before === undefined || before === "STRING") this.types.set(source, type);
    for (const [, parent, field] of source.matchAll(/(?=^(.*)(\[\]|\.\w+)$)/g)) this.#note(parent!, field === "[]" ? "LIST" : "STRUCT");
  }
}

/** `parseJson(string_value)["a"]` is the field `.a`, `[0]` an item. */
function suffixOf(selector: string | undefined): string {
  if (selector === undefined) return "";
  const steps = [...selector.matchAll(/\[(?:["'](\w+)["']|\d+)\]/g)];
  return steps.map(([, field]) => (field === undefined ? "[]" : `.${field}`)).join("");
}
