import type { CacheNote, StoredRun, StoredTask } from "@typeline/runner";

/** A task of an earlier run that is closest to the one in question. */
export interface Earlier {
  readonly runId: string;
  readonly path: string;
  readonly state: StoredTask["state"];
  readonly cache: CacheNote;
}

export interface Difference {
  /** `input rows`, `bundle`, `image` … */
  readonly ingredient: string;
  /** `undefined` where it was not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * The same task (same path, else same component) in the nearest earlier run of the same pipeline that has it.
 *
 * @param runs newest first
 */
export function findEarlier(
  run: StoredRun,
  task: StoredTask,
  runs: readonly StoredRun[],
  factsOf: (directory: string) => ReadonlyMap<string, CacheNote>,
): Earlier | undefined {
  const before = runs.filter((one) => one.pipeline === run.pipeline && one.runId !== run.runId && one.startedAt < run.startedAt);
  for (const { runId, directory, tasks } of before) {
    const facts = factsOf(directory);
    const known = tasks.filter(({ path }) => facts.has(path));
    const same = known.find(({ path }) => path === task.path) ?? known.find(({ component }) => component === task.component);
    if (same !== undefined) return { runId, path: same.path, state: same.state, cache: facts.get(same.path)! };
  }
  return undefined;
}

/** What two results were made of and differs, in the order of the later one. */
export function differences(before: CacheNote, after: CacheNote): Difference[] {
  const names = new Set([...Object.keys(after.ingredients), ...Object.keys(before.ingredients)]);
  return [...names].flatMap((ingredient) => {
    const [old, now] = [own(before.ingredients, ingredient), own(after.ingredients, ingredient)];
    return old === now ? [] : [{ ingredient, before: old, after: now }];
  });
}

function own(record: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
