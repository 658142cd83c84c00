import type { ComponentSpec, PipelineTaskSpec } from "@typeline/ir";

/** For each task of a DAG, those that wait for it, and how many it waits for. */
export interface Waits {
  readonly count: ReadonlyMap<string, number>;
  readonly waiting: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<ComponentSpec, Waits>();

/** What each task of a DAG waits for: what it names, and the producers of inputs, which KFP's SDK does not name where none is declared. */
export function waitsOf(component: ComponentSpec): Waits {
  const before = known.get(component);
  if (before) return before;
  const tasks = component.dag?.tasks ?? {};
  const count = new Map<string, number>();
  const waiting = new Map<string, string[]>();
  for (const [name, task] of Object.entries(tasks)) {
    const others = new Set([...(task.dependentTasks ?? []), ...producersOf(task)].filter((other) => Object.hasOwn(tasks, other)));
    count.set(name, others.size);
    for (const other of others) push(waiting, other, name);
  }
  const waits = { count, waiting };
  known.set(component, waits);
  return waits;
}

const producersOf = ({ inputs }: PipelineTaskSpec): string[] =>
  Object.values(inputs?.parameters ?? {}).flatMap(({ taskOutputParameter }) => taskOutputParameter?.producerTask ?? []);

function push(lists: Map<string, string[]>, key: string, item: string): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
