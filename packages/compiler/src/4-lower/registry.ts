import type { Location } from "@typeline/diagnostics";
import {
  type ComponentSpec,
  createNamer,
  type ExecutorSpec,
  type KubernetesExecutorConfig,
  type PipelineConfig,
  type TypelineExecutor,
} from "@typeline/ir";
import type { Bundle } from "../3-bundle/bundle.ts";

/** An executor and what the platforms add to it. */
export interface Executor {
  readonly spec: ExecutorSpec;
  readonly kubernetes?: KubernetesExecutorConfig | undefined;
  readonly typeline?: TypelineExecutor | undefined;
  /** The bundle that its command carries. */
  readonly bundle?: Bundle | undefined;
}

/** The command of an executor, and how many tasks run it: KFP stores it once and more for each. */
export interface Command {
  readonly component: string;
  readonly words: readonly string[];
  readonly tasks: number;
  readonly bundle: Bundle | undefined;
  readonly location: Location;
}

/** The components and executors of a pipeline. The same one twice is one: tasks share it. */
export class Registry {
  readonly components: Record<string, ComponentSpec> = {};
  readonly executors: Record<string, ExecutorSpec> = {};
  readonly kubernetes = new Map<string, KubernetesExecutorConfig>();
  readonly typeline = new Map<string, TypelineExecutor>();
  /** Where each component was declared, by key. */
  readonly sources = new Map<string, Location>();
  pipelineConfig: PipelineConfig | undefined;
  readonly #componentKeys = new Map<string, string>();
  readonly #executorLabels = new Map<string, string>();
  readonly #uses = new Map<string, Omit<Command, "tasks"> & { tasks: number }>();
  readonly #componentName = createNamer();
  readonly #executorName = createNamer();

  /** The key of a component with this content: a new one, or that of an equal one. */
  component(name: string, spec: ComponentSpec, source: Location): string {
    const content = JSON.stringify(spec);
    let key = this.#componentKeys.get(content);
    if (key === undefined) {
      key = this.reserve(name);
      this.#componentKeys.set(content, key);
      this.define(key, spec, source);
    }
    return key;
  }

  /** A component's key, before its content is there. */
  reserve(name: string): string {
    return this.#componentName(`comp-${name}`);
  }

  define(key: string, spec: ComponentSpec, source: Location): void {
    this.components[key] = spec;
    this.sources.set(key, source);
  }

  /** The label of an executor; `identity` says which are the same without looking at the whole command. */
  executor(name: string, identity: unknown, make: () => Executor, location: Location): string {
    const content = JSON.stringify(identity);
    let label = this.#executorLabels.get(content);
    if (label === undefined) {
      label = this.#executorName(`exec-${name}`);
      this.#executorLabels.set(content, label);
      const { spec, kubernetes, typeline, bundle } = make();
      this.executors[label] = spec;
      if (kubernetes) this.kubernetes.set(label, kubernetes);
      if (typeline) this.typeline.set(label, typeline);
      const words = [...(spec.container?.command ?? []), ...(spec.container?.args ?? [])];
      this.#uses.set(label, { component: name, words, bundle, location, tasks: 0 });
    }
    this.#uses.get(label)!.tasks += 1;
    return label;
  }

  setPipelineConfig(config: PipelineConfig | undefined): void {
    this.pipelineConfig = config;
  }

  /** All commands, for the estimate of what an engine has to store. */
  commands(): readonly Command[] {
    return [...this.#uses.values()];
  }
}
