import type { Task } from "./graph.ts";
import { container } from "./groups.ts";
import { canonicalText, type Json, type JsonObject, object } from "./json.ts";

/**
 * What a reader calls each node: a task by its name, a condition by what it asks, a loop by what it goes over, after the names of the
 * nodes around. Compilers number their groups as they like; these names are the same where the groups mean the same.
 */
export function namesOf(nodes: readonly Task[], own: ReadonlyMap<Task, JsonObject>): Map<Task, string> {
  const keys = new Map(nodes.map(({ id, key }) => [id, key]));
  const names = new Map<Task, string>();
  const taken = new Map<string, number>();
  for (const task of nodes) {
    const around = container(task);
    const name = [...(around === undefined ? [] : [names.get(around)!]), label(task, own.get(task)!, keys)].join(" / ");
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    names.set(task, count === 1 ? name : `${name} (${count})`);
  }
  return names;
}

function label({ key }: Task, { each, when }: JsonObject, keys: ReadonlyMap<number, string>): string {
  if (each !== undefined) return `for each of ${described(each, keys)}`;
  return when === undefined ? key : `if ${described(when, keys)}`;
}

/** A value or condition in a few words. */
function described(value: Json, keys: ReadonlyMap<number, string>): string {
  const inner = (part: Json | undefined) => described(part ?? null, keys);
  const name = (part: Json | undefined) => keys.get(Number(object(part).$node)) ?? "?";
  const fields = object(value);
  if ("constant" in fields) return canonicalText(fields.constant ?? null);
  if (typeof fields.pipelineInput === "string") return fields.pipelineInput;
  if (typeof fields.output === "string") return `${name(fields.of)}.${fields.output}`;
  if ("item" in fields) return "item";
  if ("statusOf" in fields) return `status of ${name(fields.statusOf)}`;
  if ("gathered" in fields) return `all ${inner(fields.gathered)}`;
  if (Array.isArray(fields.path)) return `${inner(fields.at)}${canonicalText(fields.path)}`;
  const [[operator, operands] = ["", null]] = Object.entries(fields);
  if (/^\W+$|^in$/.test(operator)) {
    return Array.isArray(operands) ? operands.map(inner).join(` ${operator} `) : `${operator}(${inner(operands)})`;
  }
  return canonicalText(value);
}
