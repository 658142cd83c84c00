import type { RuntimeArtifact } from "@typeline/ir";

/** Where KFP mounts what is stored at a URI: `LocalPathForURI` of its launcher. */
const mounts: readonly (readonly [scheme: string, toPath: (rest: string) => string])[] = [
  ["gs://", (rest) => `/gcs/${rest}`],
  ["s3://", (rest) => `/s3/${rest}`],
  ["minio://", (rest) => `/minio/${rest}`],
  ["oci://", (rest) => `/oci/${rest.replaceAll("/", "_")}/models`],
  ["file://", decodeURIComponent],
  ["/", (rest) => `/${rest}`],
];

/** An artifact that the driver found in the run's shared volume; a mark for this task only, not to be stored. */
export const workspaceMark = "_kfp_workspace";

/** The folder shared by all tasks of a run, if the pipeline asked for one. */
export const workspace = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  env["TYPELINE_WORKSPACE"] ?? "/kfp-workspace";

/** The local file or folder of an artifact; undefined where its URI is of a kind that isn't mounted, such as `hf://`. */
export function pathOf(artifact: RuntimeArtifact): string | undefined {
  if (artifact.customPath) return artifact.customPath;
  const uri = artifact.uri ?? "";
  const mount = mounts.find(([scheme]) => uri.startsWith(scheme));
  const path = mount?.[1](uri.slice(mount[0].length));
  return path !== undefined && artifact.metadata?.[workspaceMark] === true ? `${workspace()}/.artifacts${path}` : path;
}
