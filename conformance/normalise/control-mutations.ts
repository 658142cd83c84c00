import { type Json, type JsonObject, list, object, text } from "./json.ts";
import type { Mutation } from "./mutations.ts";
import type { PipelineDocuments } from "./read.ts";
import { dagsOf, type TaskPlace, tasksOf } from "./visit.ts";

const isGroup = ({ component }: TaskPlace) => component.dag !== undefined;
const condition = ({ task }: TaskPlace) => text(object(task.triggerPolicy).condition);
const isLoop = ({ task }: TaskPlace) => task.parameterIterator !== undefined || task.artifactIterator !== undefined;
const waitsAnyway = (task: JsonObject) => object(task.triggerPolicy).strategy !== undefined;
const siblings = ({ dag, key }: TaskPlace) => Object.entries(object(dag.tasks)).filter(([other]) => other !== key);
const same = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) === JSON.stringify(b);

/** Each place where a condition reads otherwise after `change`. */
const ofConditions =
  (change: (condition: string, place: TaskPlace) => string): Mutation =>
  (documents) =>
    tasksOf(documents).flatMap((place) => {
      const now = condition(place);
      const next = now === undefined ? now : change(now, place);
      return next === now ? [] : [() => void Object.assign(object(place.task.triggerPolicy), { condition: next })];
    });

/** The first value that a condition reads, exchanged for another input of the same group. */
function otherValue(now: string, { task }: TaskPlace): string {
  const inputs = object(object(task.inputs).parameters);
  const [, read] = /parameter_values\['([^']+)'\]/.exec(now) ?? [];
  const other = Object.keys(inputs).find((name) => !same(inputs[name], inputs[read ?? ""]));
  return read === undefined || other === undefined ? now : now.replace(`'${read}'`, `'${other}'`);
}

/** Where the branches do different things. */
function exchangeConditions(documents: PipelineDocuments): (() => void)[] {
  return dagsOf(documents).flatMap((dag) => {
    const branches = tasksOf(documents).filter((place) => place.dag === dag && condition(place) !== undefined);
    const work = ({ component }: TaskPlace) => JSON.stringify(component).replaceAll(/-\d+/g, "");
    const [first] = branches;
    const second = branches.find((other) => first !== undefined && work(first) !== work(other));
    if (first === undefined || second === undefined) return [];
    const [one, two] = [object(first.task.triggerPolicy), object(second.task.triggerPolicy)];
    return [() => void ([one.condition, two.condition] = [two.condition!, one.condition!])];
  });
}

/** A task of a branch or loop that needs only what comes from outside, and that nothing in there needs, one group further out. */
function moveOut(documents: PipelineDocuments): (() => void)[] {
  return tasksOf(documents)
    .filter((group) => condition(group) !== undefined || isLoop(group))
    .flatMap((group) => {
      const inner = object(object(group.component.dag).tasks);
      return Object.entries(inner).flatMap(([key, value]) => {
        const inputs = outerInputs(object(value), group);
        if (inputs === undefined || isNeeded(key, object(group.component.dag))) return [];
        return [
          () => {
            delete inner[key];
            object(group.dag.tasks)[`moved-${key}`] = { ...object(value), inputs, dependentTasks: group.task.dependentTasks ?? [] };
          },
        ];
      });
    });
}

/** The inputs of an inner task as they are outside its group; `undefined` if one comes from inside. */
function outerInputs({ inputs }: JsonObject, { task }: TaskPlace): JsonObject | undefined {
  const outer: JsonObject = {};
  for (const [kind, bindings] of Object.entries(object(inputs))) {
    const given = object(object(task.inputs)[kind]);
    for (const [name, binding] of Object.entries(object(bindings)).map(([name, one]) => [name, object(one)] as const)) {
      const input = text(binding.componentInputParameter) ?? text(binding.componentInputArtifact);
      const moved = binding.runtimeValue === undefined ? given[input ?? ""] : binding;
      if (moved === undefined) return undefined;
      outer[kind] = { ...object(outer[kind]), [name]: moved };
    }
  }
  return outer;
}

function isNeeded(key: string, dag: JsonObject): boolean {
  const { [key]: _, ...others } = object(dag.tasks);
  const named = JSON.stringify([others, dag.outputs ?? null]);
  return named.includes(JSON.stringify(key));
}

/** A task with constant arguments that nothing needs, into the first branch or loop beside it. */
function moveIn(documents: PipelineDocuments): (() => void)[] {
  return dagsOf(documents).flatMap((dag) => {
    const places = tasksOf(documents).filter((place) => place.dag === dag);
    const group = places.find((place) => condition(place) !== undefined || isLoop(place));
    const free = places.filter(({ key, task, component }) => component.dag === undefined && !isNeeded(key, dag) && isConstant(task));
    return free.flatMap(({ key, task }) => {
      if (group === undefined) return [];
      return [
        () => {
          delete object(dag.tasks)[key];
          object(object(group.component.dag).tasks)[`moved-${key}`] = { ...task, dependentTasks: [] };
        },
      ];
    });
  });
}

function isConstant({ inputs }: JsonObject): boolean {
  const bindings = Object.values(object(inputs)).flatMap((kind) => Object.values(object(kind)));
  return bindings.every((binding) => object(binding).runtimeValue !== undefined);
}

/** A selector of a DAG's output, made to name another output of a task beside the first. */
function otherOutputs(dags: (documents: PipelineDocuments) => readonly JsonObject[]): Mutation {
  return (documents) =>
    dags(documents).flatMap((dag) => {
      const places = tasksOf(documents).filter((place) => place.dag === dag);
      const outputs = (kind: string) =>
        places.flatMap(({ key, component }) =>
          Object.keys(object(object(component.outputDefinitions)[kind])).map((name) => [key, name] as const),
        );
      return selectorsOf(dag).flatMap(({ selector, kind, field }) => {
        const other = outputs(kind).find(([key, name]) => key !== selector.producerSubtask || name !== selector[field]);
        return other === undefined ? [] : [() => void Object.assign(selector, { producerSubtask: other[0], [field]: other[1] })];
      });
    });
}

function selectorsOf(dag: JsonObject) {
  return (["parameters", "artifacts"] as const).flatMap((kind) => {
    const field = kind === "parameters" ? "outputParameterKey" : "outputArtifactKey";
    return Object.values(object(object(dag.outputs)[kind])).flatMap((output) => {
      const { valueFromParameter, valueFromOneof, artifactSelectors } = object(output);
      const found = [valueFromParameter ?? [], object(valueFromOneof).parameterSelectors ?? [], artifactSelectors ?? []].flat();
      return found.map((selector) => ({ selector: object(selector), kind, field }));
    });
  });
}

/** The lists of selectors that are merges. */
function mergesOf(documents: PipelineDocuments): Json[][] {
  return dagsOf(documents)
    .flatMap(({ outputs }) => [...Object.values(object(object(outputs).parameters)), ...Object.values(object(object(outputs).artifacts))])
    .map((output) => list(object(object(output).valueFromOneof).parameterSelectors ?? object(output).artifactSelectors))
    .filter((selectors) => selectors.length > 1);
}

const exitTasks = (documents: PipelineDocuments) => tasksOf(documents).filter(({ task }) => waitsAnyway(task));
/** A group beside an exit task that it does not wait for. */
const otherBody = (place: TaskPlace) =>
  siblings(place).find(([key, task]) => !list(place.task.dependentTasks).includes(key) && !waitsAnyway(object(task)));
const statuses = ({ task }: TaskPlace) =>
  Object.values(object(object(task.inputs).parameters))
    .map((binding) => object(object(binding).taskFinalStatus))
    .filter((status) => status.producerTask !== undefined);

/** Differences in control flow that the normaliser must see. */
export const visibleControl: Readonly<Record<string, Mutation>> = {
  "a condition with another bound": ofConditions((now) =>
    now.replace(/(\d+|'[^']*')$/, (bound) => (bound.startsWith("'") ? "'another'" : `${Number(bound) + 1}`)),
  ),
  "a condition that compares otherwise": ofConditions((now) =>
    now.replace(/ (==|!=|>=|<=|>|<) /, (operator) => (operator === " == " ? " != " : " == ")),
  ),
  "a condition on another value": ofConditions(otherValue),
  "the sides of a comparison exchanged": ofConditions((now) => now.replace(/^(\S+) (>|<|>=|<=) (\S+)$/, "$3 $2 $1")),
  "one of two conditions left out": ofConditions((now) => now.replace(/ && .*$/, "")),
  "the conditions of two branches exchanged": exchangeConditions,
  "a task moved out of a branch or loop": moveOut,
  "a task moved into a branch or loop": moveIn,
  "a loop over a list known before": (documents) =>
    tasksOf(documents).flatMap(({ task }) =>
      object(object(task.parameterIterator).items).inputParameter === undefined
        ? []
        : [() => void (object(task.parameterIterator).items = { raw: "[1]" })],
    ),
  "a loop's items in another order": (documents) =>
    tasksOf(documents).flatMap(({ task }) => {
      const items = object(object(task.parameterIterator).items);
      const values = text(items.raw) === undefined ? [] : (JSON.parse(String(items.raw)) as Json[]);
      return values.length < 2 ? [] : [() => void (items.raw = JSON.stringify(values.reverse()))];
    }),
  "a loop without its bound": (documents) =>
    tasksOf(documents).flatMap(({ task }) => (task.iteratorPolicy === undefined ? [] : [() => void delete task.iteratorPolicy])),
  "another field of an item": (documents) =>
    tasksOf(documents).flatMap(({ task }) =>
      Object.values(object(object(task.inputs).parameters))
        .map(object)
        .filter(({ parameterExpressionSelector }) => parameterExpressionSelector !== undefined)
        .map((binding) => () => void (binding.parameterExpressionSelector = 'parseJson(string_value)["other"]')),
    ),
  "a list gathered from another output": otherOutputs((documents) =>
    tasksOf(documents)
      .filter(isLoop)
      .filter(isGroup)
      .map(({ component }) => object(component.dag)),
  ),
  "an output of a group taken from another task": otherOutputs(dagsOf),
  "a branch of a merge left out": (documents) => mergesOf(documents).map((selectors) => () => void selectors.pop()),
  "a branch of a merge taken from another branch": (documents) =>
    mergesOf(documents).map((selectors) => () => void (selectors[1] = structuredClone(selectors[0]!))),
  "an exit task of another group": (documents) =>
    exitTasks(documents).flatMap((place) => {
      const other = otherBody(place)?.[0];
      return other === undefined ? [] : [() => void Object.assign(place.task, { dependentTasks: [other] })];
    }),
  "the status of another group": (documents) =>
    exitTasks(documents).flatMap((place) => {
      const other = otherBody(place)?.[0];
      return other === undefined ? [] : statuses(place).map((status) => () => void Object.assign(status, { producerTask: other }));
    }),
  "no status": (documents) =>
    exitTasks(documents)
      .filter((place) => statuses(place).length > 0)
      .map(
        ({ task }) =>
          () =>
            void delete object(object(task.inputs).parameters).status,
      ),
  "a task that runs whatever happened": (documents) =>
    tasksOf(documents)
      .filter(({ task }) => list(task.dependentTasks).length > 0 && !waitsAnyway(task))
      .map(
        ({ task }) =>
          () =>
            void (task.triggerPolicy = { ...object(task.triggerPolicy), strategy: "ALL_UPSTREAM_TASKS_COMPLETED" }),
      ),
};
