import { messages } from "@typeline/diagnostics";
import type { ImporterSpec } from "@typeline/ir";
import { quote } from "../expressions/strings.ts";
import type { Lowering, Signature, TemplateRequest } from "../lowering.ts";
import type { Artifact } from "../manifest.ts";
import { parameterName } from "../names.ts";
import { metaOf } from "../places.ts";
import { constantWire } from "../wire/constant.ts";
import { encode, tag, valueCode } from "../wire/wire.ts";
import { asInterface } from "./dag.ts";
import { input } from "./scope.ts";

/** An importer: an input artifact whose place is written down, handed on. No pod; nothing is copied. */
export function importerTemplate({
  lowering,
  name,
  component,
  variant,
  template,
  importer,
}: TemplateRequest & { readonly importer: ImporterSpec }): Signature {
  const parameters = Object.keys(component.inputDefinitions?.parameters ?? {});
  const output = parameterName(Object.keys(component.outputDefinitions?.artifacts ?? {})[0] ?? "artifact");
  const { constant, runtimeParameter } = importer.artifactUri;
  const uri = constant === undefined ? `fromJSON(${input(parameterName(runtimeParameter ?? "uri"))})` : quote(String(constant));
  if (variant.copied.length > 0) lowering.problems.report(messages.argoGatheredImport({ component: name }), ["spec", "components", name]);
  const textOf = (parameter: string) => {
    const type = component.inputDefinitions?.parameters?.[parameter]?.parameterType;
    const value = `fromJSON(${input(parameterName(parameter))})`;
    return type === "STRING" ? value : `toJson(${value})`;
  };
  const metadata = constantWire(importer.metadata ?? {}, { task: quote(name), artifactRoot: lowering.options.artifactRoot }, textOf).wire;
  const type = `fromJSON(${quote(JSON.stringify(importer.typeSchema))})`;
  const described = encode(`{"name": ${quote(output)}, "type": ${type}, "uri": ${uri}, "metadata": ${valueCode(metadata)} }`);
  const scheme = schemeOf(lowering, name, importer);
  const place = placeOf(scheme, uri, lowering.options.artifactRoot);
  const artifact: Artifact = { name: output, optional: true, archive: { none: {} }, ...place };
  if (place === undefined) delete artifact.archive;
  const inputs = asInterface(
    parameters.map((parameter) => ({ name: parameterName(parameter) })),
    [artifact],
  );
  const made = lowering.define({
    name: template,
    ...(inputs && { inputs }),
    outputs: {
      parameters: [{ name: metaOf(output), valueFrom: { expression: described } }],
      artifacts: [{ name: output, optional: true, from: `{{inputs.artifacts.${output}}}` }],
    },
  });
  made.dag = lowering.nothing();
  return { template, parameters, artifacts: [], keys: [], path: false, settings: [], taskName: false };
}

/** `s3` of `s3://bucket/data`. The kind of storage must be known before a run; all calls must agree on it. */
function schemeOf(lowering: Lowering, name: string, importer: ImporterSpec): string | undefined {
  const { constant, runtimeParameter } = importer.artifactUri;
  const uris = constant === undefined ? lowering.source.constantsOf(name, runtimeParameter ?? "uri") : [constant];
  const schemes = new Set(uris?.map((uri) => /^([a-z0-9+]+):\/\//.exec(String(uri))?.[1]));
  const [only] = schemes;
  return schemes.size === 1 ? only : undefined;
}

/**
 * Argo's location of a URI. `undefined` of what Argo cannot fetch: the artifact is then known by its URI and metadata alone.
 *
 * @param uri an expression
 */
function placeOf(scheme: string | undefined, uri: string, root: string | undefined): Partial<Artifact> | undefined {
  const [bucket, key] = [clean(`split(${uri}, "/")[2]`), clean(`join(split(${uri}, "/")[3:], "/")`)];
  switch (scheme) {
    case "s3":
      // With nothing but a key, bucket and credentials are those of the cluster's artifact repository.
      if (root?.startsWith("s3://") && uri.startsWith(`"${root.replace(/\/$/, "")}/`)) return { s3: { key } };
      return { s3: { endpoint: "s3.amazonaws.com", bucket, key, useSDKCreds: true } };
    case "minio":
      return { s3: { key } };
    case "gs":
      return { gcs: { bucket, key } };
    case "http":
    case "https":
      return { http: { url: clean(uri) } };
    default:
      return undefined;
  }
}

/** Braces have no place in names of stored things, and Argo would read two of them as a tag. */
const clean = (code: string): string => tag(`replace(${code}, "\\u007b", "")`);
