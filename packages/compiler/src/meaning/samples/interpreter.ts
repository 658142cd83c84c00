import type { ComponentSpec, PipelineDocument, PipelineSpec, PipelineTaskSpec } from "@typeline/ir";
import { runBundle } from "./bundles.ts";
import { delivered } from "./json.ts";
import type { Outcome } from "./reference.ts";
import { select } from "./select.ts";
import { answer } from "./stubs.ts";

type Values = Readonly<Record<string, unknown>>;
type Definitions = NonNullable<NonNullable<ComponentSpec["inputDefinitions"]>["parameters"]>;

/**
 * Runs a compiled pipeline as KFP's driver and launcher do, as far as parameters go: inputs with their defaults, tasks when all that they wait
 * for is done (otherwise in the opposite of the source's order), selectors, nested DAGs, and each executor's own bundle.
 *
 * @throws Error for what KFP refuses: a required input that is absent, a value that is not of its type, a producer that is not waited for
 */
export async function runDocument({ spec, platforms }: PipelineDocument, given: Values): Promise<Outcome> {
  const builtins = platforms?.platforms.typeline?.deploymentSpec?.executors ?? {};
  const keeps = new Set(
    Object.entries(builtins).flatMap(([label, mark]) => ((mark as { builtin?: string }).builtin === "keep" ? [label] : [])),
  );
  const run = new DocumentRun(spec as PipelineSpec, keeps);
  const outputs = await run.component(spec.root, "", given);
  return { calls: run.calls, outputs };
}

class DocumentRun {
  readonly calls = new Map<string, unknown>();
  readonly #spec: PipelineSpec;
  readonly #keeps: ReadonlySet<string>;
  constructor(spec: PipelineSpec, keeps: ReadonlySet<string>) {
    this.#spec = spec;
    this.#keeps = keeps;
  }

  async component(component: ComponentSpec, path: string, given: Values): Promise<Values> {
    const inputs = withDefaults(component.inputDefinitions?.parameters ?? {}, given, path);
    if (component.dag) return await this.#dag(component, path, inputs);
    const label = component.executorLabel!;
    if (this.#keeps.has(label)) return { value: inputs["value"] };
    const container = this.#spec.deploymentSpec!["executors"] as unknown as Record<string, { container: { command: string[] } }>;
    const parameterValues = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value ?? null])) as never;
    const stub = (name: string, received: object): unknown => {
      this.calls.set(path, delivered(received));
      return answer(name, received);
    };
    const output = await runBundle(container[label]!.container.command, { inputs: { parameterValues } }, stub);
    const values = (output.parameterValues ?? {}) as Values;
    for (const [name, { parameterType }] of Object.entries(component.outputDefinitions?.parameters ?? {}))
      expectType(values[name], parameterType, `${path}.${name}`);
    return values;
  }

  async #dag(component: ComponentSpec, path: string, inputs: Values): Promise<Values> {
    const { tasks = {}, outputs } = component.dag!;
    const done = new Map<string, Values>();
    const left = Object.keys(tasks).reverse();
    while (left.length > 0) {
      const index = left.findIndex((name) => (tasks[name]!.dependentTasks ?? []).every((other) => done.has(other)));
      if (index < 0) throw new Error(`${path}: ${left.join(", ")} wait for each other`);
      const [name] = left.splice(index, 1) as [string];
      const task = tasks[name]!;
      const { component, given } = this.#resolve(task, `${path}/${name}`, inputs, done);
      done.set(name, await this.component(component, `${path}/${name}`, given));
    }
    return Object.fromEntries(
      Object.entries(outputs?.parameters ?? {}).map(([name, { valueFromParameter }]) => {
        const { producerSubtask, outputParameterKey } = valueFromParameter!;
        return [name, done.get(producerSubtask!)![outputParameterKey!]];
      }),
    );
  }

  /** What a task gives its component. */
  #resolve(task: PipelineTaskSpec, path: string, inputs: Values, done: ReadonlyMap<string, Values>) {
    const component = this.#spec.components![task.componentRef!.name!]!;
    const given: Record<string, unknown> = {};
    for (const [name, source] of Object.entries(task.inputs?.parameters ?? {})) {
      const at = `${path}.${name}`;
      let value: unknown;
      if (source.runtimeValue) value = source.runtimeValue.constant;
      else if (source.componentInputParameter !== undefined) {
        if (!Object.hasOwn(inputs, source.componentInputParameter))
          throw new Error(`${at}: there is no input ${source.componentInputParameter}`);
        value = inputs[source.componentInputParameter];
      } else {
        const { producerTask, outputParameterKey } = source.taskOutputParameter!;
        if (!task.dependentTasks?.includes(producerTask!)) throw new Error(`${at}: ${producerTask} is not waited for`);
        value = done.get(producerTask!)![outputParameterKey!];
      }
      if (source.parameterExpressionSelector !== undefined && value !== undefined)
        value = select(source.parameterExpressionSelector, value);
      if (JSON.stringify(value ?? null).includes("{{$") && source.runtimeValue) throw new Error(`${at}: a constant holds a placeholder`);
      if (!component.inputDefinitions?.parameters?.[name]) throw new Error(`${at}: is not declared`);
      given[name] = value;
    }
    return { component, given };
  }
}

/** The inputs of a component: what is given, else the default; of optional ones without, nothing. */
function withDefaults(definitions: Definitions, given: Values, path: string): Values {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, { parameterType, defaultValue, isOptional }]) => {
      const value = given[name] ?? defaultValue;
      if (value !== undefined) expectType(value, parameterType, `${path}.${name}`);
      else if (!isOptional) throw new Error(`${path}.${name}: no value, and it is not optional`);
      return [name, value];
    }),
  );
}

function expectType(value: unknown, type: string | undefined, at: string): void {
  const actual = Array.isArray(value)
    ? "LIST"
    : { string: "STRING", number: "NUMBER", boolean: "BOOLEAN", object: "STRUCT" }[typeof value as string];
  const wanted = type?.replace(/_.*/, "");
  const integer = type !== "NUMBER_INTEGER" || Number.isInteger(value);
  if (actual !== wanted || !integer) throw new Error(`${at}: ${JSON.stringify(value)} is no ${type}`);
}
