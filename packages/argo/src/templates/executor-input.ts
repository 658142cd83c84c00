import type { ComponentSpec } from "@typeline/ir";
import { entries } from "../document.ts";
import { quote } from "../expressions/strings.ts";
import type { Protocol } from "../leaf.ts";
import { parameterName } from "../names.ts";
import { inputPath, keyOf, metaOf, outputPath, REPORT_FILE } from "../places.ts";
import { fixed, type Part, safe } from "../wire/text.ts";
import { encode, wireJson } from "../wire/wire.ts";
import { input } from "./scope.ts";

/** `{{$}}`: KFP's ExecutorInput as JSON, put together of the texts on the wire. */
export function executorInput(component: ComponentSpec, protocol: Protocol, artifactRoot: string | undefined): Part[] {
  const parameters = entries(component.inputDefinitions?.parameters).map(([name]): Part[] => [
    fixed(`${wireJson(name)}:`),
    safe(input(parameterName(name))),
  ]);
  const artifacts = entries(component.inputDefinitions?.artifacts).map(([name, { isArtifactList = false }]): Part[] => [
    fixed(`${wireJson(name)}:`),
    safe(artifactsCode(name, isArtifactList, protocol)),
  ]);
  return [
    fixed('{"inputs":{"parameterValues":{'),
    ...listed(parameters),
    fixed('},"artifacts":{'),
    ...listed(artifacts),
    fixed('}},"outputs":{"parameters":'),
    fixed(
      wireJson(
        Object.fromEntries(
          entries(component.outputDefinitions?.parameters).map(([name]) => [name, { outputFile: outputPath(parameterName(name)) }]),
        ),
      ),
    ),
    fixed(',"artifacts":{'),
    ...listed(
      entries(component.outputDefinitions?.artifacts).map(([name, { artifactType }]) =>
        madeArtifact(name, artifactType, protocol, artifactRoot),
      ),
    ),
    fixed(`},"outputFile":${wireJson(REPORT_FILE)}}}`),
  ];
}

function listed(items: readonly Part[][]): Part[] {
  return items.flatMap((item, index) => (index === 0 ? item : [fixed(","), ...item]));
}

/**
 * An input as an `ArtifactList`. Its file is where Argo has put it; kfp's own executor knows local files by a URI that is a path, ours by
 * `customPath`.
 */
function artifactsCode(name: string, isList: boolean, { isNode }: Protocol): string {
  const meta = input(metaOf(parameterName(name)));
  const path = quote(inputPath(parameterName(name)));
  const place = isList ? `(${path} + "/" + (#.at ?? string(#index)))` : path;
  const uri = isNode ? `((#.uri ?? "") == "" ? ${place} : #.uri)` : place;
  const described = `({"name": #.name, "type": #.type ?? {}, "uri": ${uri}, "metadata": #.metadata ?? {}, "customPath": ${place} })`;
  const list = isList ? `fromJSON(${meta})` : `[fromJSON(${meta})]`;
  return `(${meta} == "null" ? ${quote('{"artifacts":[]}')} : ${encode(`{"artifacts": map(${list}, ${described}) }`)})`;
}

function madeArtifact(name: string, type: object, { isNode }: Protocol, root: string | undefined): Part[] {
  const path = outputPath(parameterName(name));
  const described = { name, type: type as never, metadata: {}, customPath: path };
  const rest = wireJson(described).slice(1);
  const stored = `${quote(`${(root ?? "").replace(/\/$/, "")}/`)} + ${input(parameterName(keyOf(name)))}`;
  const uri = isNode && root !== undefined ? safe(encode(stored)) : fixed(wireJson(path));
  return [fixed(`${wireJson(name)}:{"artifacts":[{"uri":`), uri, fixed(`,${rest}]}`)];
}
