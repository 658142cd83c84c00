import type {
  ComponentSpec,
  ExecutorSpec,
  JsonValue,
  KubernetesExecutorConfig,
  PipelineConfig,
  PipelineDocument,
  PipelineTaskSpec,
  TaskInputsSpec,
  TypelineExecutor,
} from "@typeline/ir";

export type Entries<T> = readonly (readonly [name: string, spec: T])[];

/** An object's own value. */
export function own<T>(map: { readonly [key: string]: T } | undefined, name: string): T | undefined {
  return map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
}

export const entries = <T>(map: { readonly [key: string]: T } | undefined): Entries<T> => Object.entries(map ?? {});

/** What is asked of a sound document again and again. */
export class Source {
  readonly document: PipelineDocument;
  /** Components that exist only here. */
  readonly #made = new Map<string, ComponentSpec>();
  readonly #choices = new Map<string, { readonly input: string; readonly decided: ReadonlyMap<string, boolean> }>();
  readonly #handled: ReadonlySet<string>;

  constructor(document: PipelineDocument) {
    this.document = document;
    this.#handled = new Set(document.platforms?.platforms.typeline?.config?.handled ?? []);
  }

  /** The tasks that run a component, with the component whose DAG they stand in. */
  #callersOf(name: string): { scope: string; task: PipelineTaskSpec }[] {
    const all = [["root", this.document.spec.root] as const, ...entries(this.document.spec.components), ...this.#made];
    return all.flatMap(([scope, { dag }]) =>
      entries(dag?.tasks).flatMap(([, task]) => (task.componentRef.name === name ? [{ scope, task }] : [])),
    );
  }

  /** Whether a run may give no value to an input of a DAG. */
  mayBeAbsent(name: string, input: string, depth = 0): boolean {
    const declared = own(this.component(name).inputDefinitions?.parameters, input);
    if (declared === undefined) return true;
    if (declared.defaultValue !== undefined) return false;
    if (name === "root") return declared.isOptional ?? false;
    // No pipeline nests this deep: the document calls itself.
    if (depth > 100) return true;
    return this.#callersOf(name).some(({ scope, task }) => {
      if ((task.parameterIterator ?? task.artifactIterator)?.itemInput === input) return false;
      const source = own(task.inputs?.parameters, input);
      if (source === undefined) return true;
      if (source.taskOutputParameter !== undefined) return task.triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED";
      const outer = source.componentInputParameter;
      return outer !== undefined && this.mayBeAbsent(scope, outer, depth + 1);
    });
  }

  /** All constants that callers give to an input; `undefined` where one of them gives something else. */
  constantsOf(name: string, input: string, depth = 0): JsonValue[] | undefined {
    const fallback = own(this.component(name).inputDefinitions?.parameters, input)?.defaultValue;
    if (name === "root" || depth > 100) return undefined;
    const found = this.#callersOf(name).map(({ scope, task }) => {
      const source = own(task.inputs?.parameters, input);
      if (source === undefined) return fallback === undefined ? undefined : [fallback];
      if (source.runtimeValue !== undefined) return [source.runtimeValue.constant ?? null];
      return source.componentInputParameter === undefined ? undefined : this.constantsOf(scope, source.componentInputParameter, depth + 1);
    });
    return found.every((values) => values !== undefined) ? found.flat() : undefined;
  }

  /** Whether a run may lack an artifact of a DAG. */
  mayLackArtifact(name: string, input: string, depth = 0): boolean {
    const declared = own(this.component(name).inputDefinitions?.artifacts, input);
    if (declared === undefined || depth > 100) return true;
    if (name === "root") return declared.isOptional ?? false;
    return this.#callersOf(name).some(({ scope, task }) => {
      const source = own(task.inputs?.artifacts, input);
      if (source === undefined) return true;
      return source.componentInputArtifact !== undefined && this.mayLackArtifact(scope, source.componentInputArtifact, depth + 1);
    });
  }

  /**
   * A component that runs another with or without an optional input, as the run has it: a command whose words depend on that is not one
   * template but two.
   *
   * @param decided the inputs of which it is known by now
   */
  choiceOf(name: string, input: string, task: PipelineTaskSpec, decided: ReadonlyMap<string, boolean>): string {
    const before = [...decided].map(([other, given]) => `-${given ? "with" : "without"}-${other}`).join("");
    const choice = `${name}${before}-with-or-without-${input}`;
    if (this.#made.has(choice)) return choice;
    const component = this.component(name);
    const { cachingOptions, retryPolicy } = task;
    const inner = (condition: string): PipelineTaskSpec => ({
      componentRef: { name },
      ...(cachingOptions && { cachingOptions }),
      ...(retryPolicy && { retryPolicy }),
      triggerPolicy: { condition },
      inputs: inherited(component),
    });
    const group = own(component.inputDefinitions?.artifacts, input) === undefined ? "parameter_values" : "artifacts";
    const test = `'${input}' in inputs.${group}`;
    const { inputDefinitions, outputDefinitions } = component;
    const arms = ["given", "absent"];
    this.#made.set(choice, {
      ...(inputDefinitions && { inputDefinitions }),
      ...(outputDefinitions && { outputDefinitions }),
      dag: {
        tasks: { given: inner(test), absent: inner(`!(${test})`) },
        outputs: {
          parameters: Object.fromEntries(
            entries(outputDefinitions?.parameters).map(([output]) => [
              output,
              { valueFromOneof: { parameterSelectors: arms.map((arm) => ({ producerSubtask: arm, outputParameterKey: output })) } },
            ]),
          ),
          artifacts: Object.fromEntries(
            entries(outputDefinitions?.artifacts).map(([output]) => [
              output,
              { artifactSelectors: arms.map((arm) => ({ producerSubtask: arm, outputArtifactKey: output })) },
            ]),
          ),
        },
      },
    });
    this.#choices.set(choice, { input, decided });
    return choice;
  }

  /** What is known of optional inputs in a task of a component made by {@link choiceOf}. */
  decidedIn(name: string, task: string): ReadonlyMap<string, boolean> {
    const choice = this.#choices.get(name);
    return choice === undefined ? new Map() : new Map([...choice.decided, [choice.input, task === "given"]]);
  }

  component(name: string): ComponentSpec {
    if (name === "root") return this.document.spec.root;
    return this.#made.get(name) ?? own(this.document.spec.components, name)!;
  }

  executor({ executorLabel }: ComponentSpec): ExecutorSpec | undefined {
    return executorLabel === undefined ? undefined : own(this.document.spec.deploymentSpec?.executors, executorLabel);
  }

  kubernetes({ executorLabel = "" }: ComponentSpec): KubernetesExecutorConfig {
    return own(this.document.platforms?.platforms.kubernetes?.deploymentSpec?.executors, executorLabel) ?? {};
  }

  typeline({ executorLabel = "" }: ComponentSpec): TypelineExecutor | undefined {
    return own(this.document.platforms?.platforms.typeline?.deploymentSpec?.executors, executorLabel);
  }

  /** Settings of the whole run. */
  get pipelineConfig(): PipelineConfig {
    return this.document.platforms?.platforms.kubernetes?.pipelineConfig ?? {};
  }

  /** Whether a task's failure does not fail its DAG. */
  isHandled(component: string, task: string): boolean {
    return this.#handled.has(`${component}/${task}`);
  }

  /**
   * The DAG that a loop over a component repeats: the component, or one with nothing but a task that runs it, so that what is gathered has
   * the form that all outputs of DAGs have.
   */
  bodyOf(name: string, task: PipelineTaskSpec): string {
    const component = this.component(name);
    if (component.dag !== undefined) return name;
    const body = `${name}-body`;
    const { cachingOptions, retryPolicy } = task;
    const inner: PipelineTaskSpec = {
      componentRef: { name },
      ...(cachingOptions && { cachingOptions }),
      ...(retryPolicy && { retryPolicy }),
      inputs: inherited(component),
    };
    const key = name.replace(/^comp-/, "");
    const { inputDefinitions, outputDefinitions } = component;
    this.#made.set(body, {
      ...(inputDefinitions && { inputDefinitions }),
      ...(outputDefinitions && { outputDefinitions }),
      dag: {
        tasks: { [key]: inner },
        outputs: {
          parameters: Object.fromEntries(
            entries(outputDefinitions?.parameters).map(([output]) => [
              output,
              { valueFromParameter: { producerSubtask: key, outputParameterKey: output } },
            ]),
          ),
          artifacts: Object.fromEntries(
            entries(outputDefinitions?.artifacts).map(([output]) => [
              output,
              { artifactSelectors: [{ producerSubtask: key, outputArtifactKey: output }] },
            ]),
          ),
        },
      },
    });
    return body;
  }
}

/** The inputs of a task that is given those of the DAG around it, under the same names. */
function inherited({ inputDefinitions }: ComponentSpec): TaskInputsSpec {
  return {
    parameters: Object.fromEntries(entries(inputDefinitions?.parameters).map(([input]) => [input, { componentInputParameter: input }])),
    artifacts: Object.fromEntries(entries(inputDefinitions?.artifacts).map(([input]) => [input, { componentInputArtifact: input }])),
  };
}

export interface Selector {
  readonly task: string;
  readonly output: string;
}

/** The tasks' outputs of which one is the DAG's parameter. */
export function parameterSelectors({ dag }: ComponentSpec, output: string): Selector[] {
  const source = own(dag?.outputs?.parameters, output);
  const selectors = source?.valueFromOneof?.parameterSelectors ?? (source?.valueFromParameter ? [source.valueFromParameter] : []);
  return selectors.map(({ producerSubtask, outputParameterKey }) => ({ task: producerSubtask, output: outputParameterKey }));
}

/** The tasks' outputs of which one is the DAG's artifact. */
export function artifactSelectors({ dag }: ComponentSpec, output: string): Selector[] {
  return (own(dag?.outputs?.artifacts, output)?.artifactSelectors ?? []).map(({ producerSubtask, outputArtifactKey }) => ({
    task: producerSubtask,
    output: outputArtifactKey,
  }));
}

export const isLoop = ({ parameterIterator, artifactIterator }: PipelineTaskSpec): boolean =>
  (parameterIterator ?? artifactIterator) !== undefined;
