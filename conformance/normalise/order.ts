import type { Task } from "./graph.ts";
import { completed, container, hasCondition, isNode } from "./groups.ts";
import { type Json, type JsonObject, list, object, text } from "./json.ts";
import { BrokenDocument, sibling, takenOutput } from "./scope.ts";

/** What a task waits for, beyond what it reads. */
export interface Order {
  /** Must have succeeded, or have been skipped inside a group that went on. */
  readonly after: readonly Task[];
  /** Must be over, whatever happened. */
  readonly afterAll: readonly Task[];
  /** Where one of these is skipped, this is too. */
  readonly onlyIf: readonly Task[];
}

/**
 * The order of a pipeline without the groups in between: a group waits for what its tasks wait for, and who waits for a group waits for
 * all that is in it. Of what follows from other orders, from a group around or from data nothing is left.
 *
 * A group's inputs make it wait for their producers. That is how values are threaded, so only the tasks that really read them count as readers; an
 * order that names a producer which no input names was written by somebody.
 *
 * @param reads The producers that a task's own content names.
 */
export function orderOf(reads: ReadonlyMap<Task, readonly Task[]>): (task: Task) => Order {
  const requirement = new Relation(reads, "succeeded");
  const wait = new Relation(reads, "over");
  return (task) => {
    const required = requirement.before(task);
    const onlyOver = new Set([...wait.before(task)].filter((other) => !required.has(other)));
    const read = new Set(reads.get(task));
    return {
      after: requirement.reduced(task, required).filter((other) => !read.has(other)),
      afterAll: wait.reduced(task, onlyOver),
      onlyIf: skippedWith(task),
    };
  };
}

/** Which nodes end before which start. */
class Relation {
  readonly #reads: ReadonlyMap<Task, readonly Task[]>;
  readonly #kind: "succeeded" | "over";
  readonly #before = new Map<Task, Set<Task> | "open">();

  constructor(reads: ReadonlyMap<Task, readonly Task[]>, kind: "succeeded" | "over") {
    this.#reads = reads;
    this.#kind = kind;
  }

  /** The nodes that have ended when `task` starts. */
  before(task: Task): Set<Task> {
    const known = this.#before.get(task);
    if (known === "open") throw new BrokenDocument(`${task.path} waits for itself.`);
    if (known !== undefined) return known;
    this.#before.set(task, "open");
    const found = new Set<Task>(task.scope.owner && this.before(task.scope.owner));
    for (const other of this.#direct(task)) for (const one of this.#ended(other)) found.add(one);
    this.#before.set(task, found);
    return found;
  }

  /** Those of `found` that do not follow from others or from a group around. */
  reduced(task: Task, found: ReadonlySet<Task>): Task[] {
    const around = container(task);
    const implied = new Set<Task>(around && this.before(around));
    for (const one of this.before(task)) for (const other of this.#ended(one)) if (other !== one) implied.add(other);
    return [...found].filter((one) => !implied.has(one));
  }

  #direct(task: Task): Task[] {
    const written = this.#counts(task) ? writtenOrder(task) : [];
    const read = (this.#reads.get(task) ?? []).filter((producer) => this.#counts(crossing(task, producer)));
    const through = isNode(task) ? sourcesOf(task).filter(({ reader }) => this.#counts(reader)) : [];
    return [...written, ...read, ...through.map(({ producer }) => producer)];
  }

  #counts(waiting: Task): boolean {
    return this.#kind === "over" || !toleratesFailure(waiting);
  }

  /** The nodes that have ended when `task` has. */
  #ended(task: Task): Set<Task> {
    const found = new Set(this.before(task));
    if (isNode(task)) found.add(task);
    for (const inner of task.inside?.tasks.values() ?? []) for (const one of this.#ended(inner)) found.add(one);
    return found;
  }
}

function toleratesFailure({ spec }: Task): boolean {
  return object(spec.triggerPolicy).strategy === completed;
}

/** `task` or the group around it that stands beside `producer` or beside a group around that. */
function crossing(task: Task, producer: Task): Task {
  const scopes = new Set<Task["scope"]>();
  for (let one: Task | undefined = producer; one !== undefined; one = one.scope.owner) scopes.add(one.scope);
  let here = task;
  while (!scopes.has(here.scope) && here.scope.owner !== undefined) here = here.scope.owner;
  return here;
}

/**
 * The tasks beside `task` that it is ordered after by itself. Of a group those do not count that only hand it its inputs, unless it waits
 * for their end alone: then all in it does.
 */
function writtenOrder(task: Task): Task[] {
  const named = list(task.spec.dependentTasks).map(String);
  const handing = producersOf(task);
  const keys = task.inside === undefined || toleratesFailure(task) ? [...named, ...handing] : named.filter((key) => !handing.includes(key));
  return [...new Set(keys)].map((key) => sibling(task.scope, key));
}

/** Reading a task's output orders a task after it, whether or not `dependentTasks` repeats that (KFP: argocompiler, `addImplicitDependencies`). */
function producersOf(task: Task): string[] {
  const bindings = Object.values(object(task.spec.inputs)).flatMap((kind) => Object.values(object(kind)));
  return bindings.map((binding) => producerOf(object(binding))).filter((producer) => producer !== undefined);
}

function producerOf(binding: JsonObject): string | undefined {
  return takenOutput(binding)?.producer ?? text(object(binding.taskFinalStatus).producerTask);
}

interface Source {
  readonly producer: Task;
  /** The task beside `producer` that takes its output. */
  readonly reader: Task;
}

/** The tasks that hand a node what it uses, at the end of which it can start: who reads an output of a group waits for the group. */
function sourcesOf(task: Task): Source[] {
  const used = usedByGroup(task);
  return Object.entries(object(task.spec.inputs)).flatMap(([kind, bindings]) =>
    Object.keys(object(bindings))
      .filter((name) => task.inside === undefined || used.has(name))
      .flatMap((name) => sources(task, name, kind)),
  );
}

/** The inputs that a group's own condition or loop reads: what is quoted in the condition, and the items. */
function usedByGroup({ spec }: Task): Set<Json | undefined> {
  const { inputParameter, inputArtifact } = object(object(spec.parameterIterator ?? spec.artifactIterator).items);
  const quoted = String(object(spec.triggerPolicy).condition ?? "").matchAll(/'([^']*)'|"([^"]*)"/g);
  return new Set([inputParameter, inputArtifact, ...[...quoted].map(([, single, double]) => single ?? double)]);
}

function sources(task: Task, name: string, kind: string): Source[] {
  const binding = object(object(object(task.spec.inputs)[kind])[name]);
  const { componentInputParameter, componentInputArtifact } = binding;
  const producer = producerOf(binding);
  if (producer !== undefined) return [{ producer: sibling(task.scope, producer), reader: task }];
  const outer = text(componentInputParameter ?? componentInputArtifact);
  return outer === undefined || task.scope.owner === undefined ? [] : sources(task.scope.owner, outer, kind);
}

/** KFP leaves a task out whose dependency was skipped (`depends: x.Succeeded`); a group around that dependency would have gone on. */
function skippedWith(task: Task): Task[] {
  const found = new Set<Task>();
  for (let one: Task | undefined = task; one !== undefined && (one === task || !isNode(one)); one = one.scope.owner) {
    if (toleratesFailure(one)) continue;
    for (const key of [...list(one.spec.dependentTasks).map(String), ...producersOf(one)]) {
      const other = sibling(one.scope, key);
      if (hasCondition(other) && isNode(other)) found.add(other);
    }
  }
  return [...found];
}

/** The nodes whose end a content needs: of outputs, of gathered lists, of a status, of the branches of a merge. */
export function producersIn(content: Json): number[] {
  if (content === null || typeof content !== "object") return [];
  const inner = Object.values(content).flatMap((one) => producersIn(one as Json));
  if (Array.isArray(content)) return inner;
  const own = ["of", "over", "statusOf", "ran"].map((key) => object(content[key]).$node).filter((id) => typeof id === "number");
  return [...own, ...inner];
}
