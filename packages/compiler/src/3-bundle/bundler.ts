import type { Bundle, BundleEntries } from "./bundle.ts";
import { Group } from "./group.ts";
import { liftModules } from "./modules.ts";

/**
 * Bundles all entries of a compilation: one build for each set of external packages that they name, mostly one in all.
 * What cannot be bundled is reported; the answer has `undefined` in its place.
 */
export const bundle: BundleEntries = async (program, entries, report, buildEnv = () => undefined) => {
  const modules = liftModules(program, entries, buildEnv);
  const groups = new Map<string, number[]>();
  for (const [index, { external }] of entries.entries()) {
    const key = JSON.stringify([...new Set(external)].sort());
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  const bundles: (Bundle | undefined)[] = entries.map(() => undefined);
  const builds = [...groups].map(async ([external, indexes]) => {
    const group = new Group(program, modules, JSON.parse(external) as string[], report);
    const built = await group.bundle(indexes.map((index) => entries[index]!));
    for (const [at, index] of indexes.entries()) bundles[index] = built[at];
  });
  await Promise.all(builds);
  return bundles;
};
