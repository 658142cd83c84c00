import type { RuntimeArtifact } from "@typeline/ir";
import { type IsCached, isGroup, isStored, storedState } from "./kfp-states.ts";
import type { Ended } from "./values.ts";

/** What KFP's driver cannot do, or does not survive. */
export class DriverFailed extends Error {}

/** Which kind of output is looked for. */
type Kind = "parameters" | "artifacts";

/** An output that is in the metadata store without a value: of a task that failed. */
export const NIL = Symbol("nil");

/**
 * An output of a task as KFP's driver finds it (`driver/resolve.go`): nothing is handed from group to group, but the driver of whoever
 * needs a value walks down from the producer to the container that made it.
 */
export function outputOf(producer: Ended, key: string, kind: Kind, isCached: IsCached): unknown {
  let [current, wanted] = [producer, key];
  while (isGroup(current)) {
    if (current.iterations && current.iterations.length > 0) return collected(current, wanted, kind, isCached);
    const next = selected(current, wanted, kind, isCached);
    if (next === undefined) throw new DriverFailed(`${current.path}: nothing is known of the output ${wanted}`);
    const task = current.tasks?.get(next.task);
    if (!isStored(task)) throw new DriverFailed(`${current.path}/${next.task} is not in the tasks`);
    [current, wanted] = [task, next.key];
  }
  return leafOutput(current, wanted, kind);
}

function leafOutput({ outputs, path }: Ended, key: string, kind: Kind): unknown {
  const value = outputs[kind].get(key);
  if (value !== undefined) return value;
  if (kind === "artifacts") throw new DriverFailed(`${path} has no artifact ${key}`);
  return NIL;
}

/** Which task of a group makes its output: of several, the first that is complete. */
function selected(
  { component, path, tasks }: Ended,
  key: string,
  kind: Kind,
  isCached: IsCached,
): { readonly task: string; readonly key: string } | undefined {
  const outputs = component.dag?.outputs;
  const parameter = outputs?.parameters?.[key];
  const all =
    kind === "parameters"
      ? (parameter?.valueFromOneof?.parameterSelectors ?? (parameter?.valueFromParameter ? [parameter.valueFromParameter] : [])).map(
          (one) => ({ task: one.producerSubtask, key: one.outputParameterKey }),
        )
      : (outputs?.artifacts?.[key]?.artifactSelectors ?? []).map((one) => ({ task: one.producerSubtask, key: one.outputArtifactKey }));
  if (all.length < 2 && parameter?.valueFromOneof === undefined) return all[0];
  const complete = all.find((one) => {
    const task = tasks?.get(one.task);
    return isStored(task) && ["COMPLETE", "CACHED"].includes(storedState(task, isCached));
  });
  if (complete === undefined) throw new DriverFailed(`${path}.${key}: no successful task found`);
  return complete;
}

const isOneOf = ({ component }: Ended, key: string): boolean =>
  component.dag?.outputs?.parameters?.[key]?.valueFromOneof !== undefined ||
  (component.dag?.outputs?.artifacts?.[key]?.artifactSelectors ?? []).length > 1;

/**
 * What the iterations of a loop give (`CollectInputs`): one flat list of what every container below it made, breadth first. The key that is
 * looked for is carried from node to node, and is right only as long as all nodes of a level have the same name.
 */
function collected(loop: Ended, key: string, kind: Kind, isCached: IsCached): unknown {
  if (kind === "parameters" && loop.component.dag === undefined)
    throw new DriverFailed(`${loop.path}: the loop of a container has no outputs`);
  const [queue, found]: [Ended[], unknown[]] = [[loop], []];
  let [wanted, before, name] = [key, key, loop.name];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    if (current.name === name) wanted = before;
    [name, before] = [current.name, wanted];
    if (!isGroup(current)) {
      found.push(leafOutput(current, wanted, kind));
      continue;
    }
    const direct = current.iterations !== undefined || current.path.endsWith("]");
    if (direct && isOneOf(current, wanted))
      throw new DriverFailed(`${current.path}.${wanted}: the driver looks for its branches by wrong names`);
    const next = selected(current, wanted, kind, isCached);
    if (next === undefined) throw new DriverFailed(`${current.path}: the driver crashes looking for ${wanted}`);
    wanted = next.key;
    if (current.iterations) {
      queue.push(...current.iterations);
      continue;
    }
    const task = current.tasks?.get(next.task);
    if (!isStored(task)) throw new DriverFailed(`${current.path}/${next.task}: the driver crashes, since it has not run`);
    queue.push(task);
  }
  if (found.includes(NIL)) throw new DriverFailed(`${loop.path}.${key}: some iterations have no value`);
  return kind === "artifacts" ? (found as RuntimeArtifact[][]).flat() : found;
}
