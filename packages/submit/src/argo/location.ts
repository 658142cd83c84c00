import type { JsonObject } from "@typeline/ir";
import { SubmitError } from "../http/error.ts";

/**
 * Where a workflow finds an artifact that it is given, by the rules of the importers of `@typeline/argo`.
 *
 * @param root where the cluster's artifact repository is, as a URI, where that is known
 * @throws SubmitError for what Argo cannot fetch
 */
export function artifactLocation(input: string, uri: string, root: string | undefined): JsonObject {
  const [, scheme = "", bucket = "", key = ""] = /^([a-z0-9+.-]+):\/\/([^/]+)\/(.+)$/i.exec(uri) ?? [];
  if (uri.includes("{{")) throw new SubmitError("spec", `the URI of \`${input}\` contains \`{{\`, which Argo takes for a tag of its own.`);
  switch (scheme.toLowerCase()) {
    case "s3":
      // With nothing but a key, bucket and credentials are those of the cluster's artifact repository.
      if (root !== undefined && uri.startsWith(`${root.replace(/\/+$/, "")}/`)) return { s3: { key } };
      return { s3: { endpoint: "s3.amazonaws.com", bucket, key, useSDKCreds: true } };
    case "minio":
      return { s3: { key } };
    case "gs":
      return { gcs: { bucket, key } };
    case "http":
    case "https":
      return { http: { url: uri } };
    default:
      throw new SubmitError(
        "spec",
        `Argo cannot fetch the artifact \`${input}\` from ${uri}: give it a URI of \`s3://\`, \`gs://\`, \`minio://\` or \`https://\`.`,
      );
  }
}
