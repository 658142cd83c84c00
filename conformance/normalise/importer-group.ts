import { type JsonObject, list, object, text } from "./json.ts";

/** A task, and the component that it runs. */
export interface Placed {
  readonly spec: JsonObject;
  readonly component: JsonObject;
}

/**
 * KFP's driver reads an importer's URI only from an input of the DAG that the importer stands in, so a compiler that minds this puts
 * one whose URI comes from another task into a group of its own. Such a group (one importer, its artifact handed on under the same
 * name) stands for the importer: here it is taken away. Any other task stays as it is.
 */
export function withoutImporterGroup(placed: Placed, { components, deploymentSpec }: JsonObject): Placed {
  const { dag, outputDefinitions } = placed.component;
  const [key, ...others] = Object.keys(object(object(dag).tasks));
  if (key === undefined || others.length > 0) return placed;
  const inner = object(object(object(dag).tasks)[key]);
  const component = object(object(components)[text(object(inner.componentRef).name) ?? ""]);
  const executor = object(object(object(deploymentSpec).executors)[text(component.executorLabel) ?? ""]);
  const outputs = Object.keys(object(object(outputDefinitions).artifacts));
  const selector = object(list(object(object(object(object(dag).outputs).artifacts)[outputs[0] ?? ""]).artifactSelectors)[0]);
  const handsOn = outputs.length === 1 && selector.outputArtifactKey === outputs[0];
  if (executor.importer === undefined || !handsOn || inner.retryPolicy !== undefined || inner.triggerPolicy !== undefined) return placed;
  return {
    component,
    spec: { ...placed.spec, cachingOptions: inner.cachingOptions ?? {}, inputs: { parameters: inlined(inner, placed.spec) } },
  };
}

/** The inner task's bindings, with those of the group in place of the group's inputs. */
function inlined(inner: JsonObject, outer: JsonObject): JsonObject {
  const given = object(object(outer.inputs).parameters);
  const bindings = Object.entries(object(object(inner.inputs).parameters)).map(([name, value]) => {
    const { componentInputParameter, ...others } = object(value);
    const input = text(componentInputParameter);
    return [name, input === undefined ? value : { ...object(given[input]), ...others }] as const;
  });
  return Object.fromEntries(bindings);
}
