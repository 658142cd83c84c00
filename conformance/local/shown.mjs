import { contentOf } from "./contents.mjs";

/**
 * What tasks have given, as `run_locally.py` tells it, one text each: sorted, since their order is free. Those that failed or did not run
 * give nothing.
 */
export function shownTasks({ tasks }, document) {
  return tasks
    .filter(({ state }) => state === "succeeded")
    .map(({ path, outputs }) => canonical({ component: componentOf(document, path), outputs: shownOutputs(outputs) }))
    .sort();
}

export const shownOutputs = ({ parameters, artifacts }) => ({
  ...parameters,
  ...Object.fromEntries(Object.entries(artifacts).map(([name, value]) => [name, shownArtifact(value)])),
});

function shownArtifact(value) {
  if (Array.isArray(value)) return value.map(shownArtifact);
  return { schemaTitle: value.schemaTitle, metadata: value.metadata, content: contentOf(value.path) };
}

/** The key of a task's component, without `comp-`, as kfp names what it runs. */
function componentOf({ spec }, path) {
  let [key, component] = ["root", spec.root];
  for (const name of path.replace(/\[\d+\]/g, "").split("/")) {
    key = component.dag.tasks[name].componentRef.name;
    component = spec.components[key];
  }
  return key.replace(/^comp-/, "");
}

/** JSON with the keys of objects in order. */
export const canonical = (value) =>
  JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
