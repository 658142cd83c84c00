import type { PipelineDocument } from "../document.ts";
import { own } from "../finding.ts";
import type { ComponentSpec, ExecutorSpec, PipelineContainerSpec } from "../generated/index.ts";
import { componentsOf, loopedComponents, type Scope, type TaskScope } from "../graph/context.ts";
import { producersOf } from "../graph/cycles.ts";

/** A component with its key and its path in the document. */
export interface NamedComponent {
  readonly name: string;
  readonly component: ComponentSpec;
  readonly path: readonly string[];
}

/** A container, and the first component that runs it. */
export interface NamedContainer {
  readonly container: PipelineContainerSpec;
  readonly owner: NamedComponent;
  readonly path: readonly string[];
}

/** A sound document (one that passed `checkGraph`), and what the profiles ask of it again and again. */
export class DocumentIndex {
  readonly document: PipelineDocument;
  /** Every DAG. */
  readonly scopes: readonly Scope[];
  /** Every task of every DAG. */
  readonly tasks: readonly TaskScope[];
  /** The components but for the root. */
  readonly components: readonly NamedComponent[];
  /** The executors that are containers and that a component uses. */
  readonly containers: readonly NamedContainer[];
  /** Keys of the components that run inside a loop, at any depth. */
  readonly looped: ReadonlySet<string>;
  private readonly tasksByScope = new Map<string, Map<string, TaskScope>>();
  private readonly callers = new Map<string, TaskScope[]>();

  constructor(document: PipelineDocument) {
    this.document = document;
    this.looped = loopedComponents(document);
    this.components = this.namedComponents();
    this.containers = this.namedContainers();
    this.scopes = [...componentsOf(document)].flatMap(([name, component, path]) =>
      component.dag === undefined ? [] : [{ name, component, path, dag: component.dag }],
    );
    this.tasks = this.scopes.flatMap((scope) => this.tasksOf(scope));
    for (const task of this.tasks) {
      const siblings = this.tasksByScope.get(task.name) ?? new Map();
      this.tasksByScope.set(task.name, siblings.set(task.taskName, task));
      const callers = this.callers.get(task.targetName);
      if (callers) callers.push(task);
      else this.callers.set(task.targetName, [task]);
    }
  }

  private tasksOf(scope: Scope): TaskScope[] {
    return Object.entries(scope.dag.tasks ?? {}).flatMap(([taskName, task]) => {
      const targetName = task.componentRef.name;
      const target = own(this.document.spec.components, targetName);
      return target === undefined
        ? []
        : [{ ...scope, task, taskName, taskPath: [...scope.path, "dag", "tasks", taskName], target, targetName }];
    });
  }

  private namedComponents(): NamedComponent[] {
    return Object.entries(this.document.spec.components ?? {}).map(([name, component]) => ({
      name,
      component,
      path: ["spec", "components", name],
    }));
  }

  private namedContainers(): NamedContainer[] {
    const found = new Map<string, NamedContainer>();
    for (const owner of this.components) {
      const { executorLabel } = owner.component;
      const container = this.executorOf(owner.component)?.container;
      if (executorLabel !== undefined && container !== undefined && !found.has(executorLabel))
        found.set(executorLabel, { container, owner, path: ["spec", "deploymentSpec", "executors", executorLabel, "container"] });
    }
    return [...found.values()];
  }

  /** What executes a component; `undefined` of a DAG. */
  executorOf({ executorLabel }: ComponentSpec): ExecutorSpec | undefined {
    return executorLabel === undefined ? undefined : own(this.document.spec.deploymentSpec?.executors, executorLabel);
  }

  /** The tasks that run a component. */
  callersOf(component: string): readonly TaskScope[] {
    return this.callers.get(component) ?? [];
  }

  /** The tasks of one DAG, by key. */
  tasksIn(scope: string): ReadonlyMap<string, TaskScope> {
    return this.tasksByScope.get(scope) ?? new Map();
  }

  /** The tasks of the same DAG that a task waits for, those whose outputs it reads included. */
  upstreamOf({ name, task }: TaskScope): TaskScope[] {
    const names = new Set([...(task.dependentTasks ?? []), ...producersOf(task)]);
    return [...names].flatMap((upstream) => this.tasksIn(name).get(upstream) ?? []);
  }

  /** The tasks of the same DAG that wait for a task. */
  dependantsOf({ name, taskName }: TaskScope): TaskScope[] {
    return [...this.tasksIn(name).values()].filter((other) => this.upstreamOf(other).some((upstream) => upstream.taskName === taskName));
  }
}

/** Whether a task is a loop. */
export function isLoop({ task }: TaskScope): boolean {
  return (task.parameterIterator ?? task.artifactIterator) !== undefined;
}

/** A task's condition, where it has one. */
export function conditionOf({ task }: TaskScope): string | undefined {
  return task.triggerPolicy?.condition || undefined;
}
