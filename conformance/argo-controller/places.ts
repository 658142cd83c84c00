import type { ComponentSpec, ExecutorInput, JsonValue, RuntimeArtifact } from "@typeline/ir";
import { parameterName } from "../../packages/argo/src/names.ts";
import { inputPath, outputPath, REPORT_FILE } from "../../packages/argo/src/places.ts";
import type { Values } from "../../packages/runner/src/values.ts";

/** URIs of artifacts that a task of the run made: no store has them. */
export const MADE = "made:";

/**
 * What the local runner tells a task, with the paths that it has in a pod of Argo's.
 *
 * @param hasUris whether artifacts have the URIs that they were imported from; Python components of `kfp` take a path for a local file only
 */
export function inputInPod(component: ComponentSpec, { parameters, artifacts }: Values, hasUris: boolean): ExecutorInput {
  const { inputDefinitions, outputDefinitions } = component;
  const given = [...parameters].filter(([, value]) => value !== null).map(([name, value]) => [name, inOrder(value)]);
  return {
    inputs: {
      parameterValues: Object.fromEntries(given) as Record<string, JsonValue>,
      artifacts: Object.fromEntries(
        [...artifacts].map(([name, list]) => {
          const isList = inputDefinitions?.artifacts?.[name]?.isArtifactList === true;
          return [name, { artifacts: list.map((one, index) => inPod(one, hasUris, name, isList ? index : undefined)) }];
        }),
      ),
    },
    outputs: {
      parameters: Object.fromEntries(
        Object.keys(outputDefinitions?.parameters ?? {}).map((name) => [name, { outputFile: outputPath(parameterName(name)) }]),
      ),
      artifacts: Object.fromEntries(
        Object.entries(outputDefinitions?.artifacts ?? {}).map(([name, { artifactType }]) => {
          const path = outputPath(parameterName(name));
          return [name, { artifacts: [{ name, type: artifactType, uri: path, metadata: {}, customPath: path }] }];
        }),
      ),
      outputFile: REPORT_FILE,
    },
  };
}

function inPod(artifact: RuntimeArtifact, hasUri: boolean, input: string, index: number | undefined): RuntimeArtifact {
  const place = inputPath(parameterName(input)) + (index === undefined ? "" : `/${index}`);
  return { ...artifact, uri: hasUri && artifact.uri?.startsWith(MADE) === false ? artifact.uri : place, customPath: place };
}

/** Keys in one order, as Go's JSON has them. */
export function inOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, inOrder(value[key]!)]),
  );
}
