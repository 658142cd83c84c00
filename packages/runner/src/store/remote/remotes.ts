import { files } from "./file.ts";
import { web } from "./http.ts";
import { type Remote, RemoteError } from "./remote.ts";
import { s3 } from "./s3.ts";

/** Finds who fetches and stores at a URI, or at a path of this machine. */
export type RemoteOf = (uri: string) => Remote;

/**
 * All places that we know, each with its connections: make it once for a run.
 *
 * @param cwd absolute; paths are relative to it
 * @param env where addresses of servers are read from: the runner's own, since Amazon's SDK takes its credentials from there
 * @returns a function that throws a RemoteError for what we cannot reach, with what to do instead
 */
export function remotes(cwd: string, env: NodeJS.ProcessEnv = process.env): RemoteOf {
  const local = files(cwd);
  const byScheme = new Map<string, Remote>([
    ["file", local],
    ["http", web()],
    ["https", web()],
    ["s3", s3("s3", env)],
    ["minio", s3("minio", env)],
  ]);
  return (uri) => {
    const scheme = schemeOf(uri);
    if (scheme === undefined) return local;
    const remote = byScheme.get(scheme);
    if (remote !== undefined) return remote;
    throw new RemoteError(
      `${shown(uri)} cannot be reached from here: ${UNREACHED.get(scheme) ?? `nothing here knows "${scheme}:"; ${KNOWN}`}`,
    );
  };
}

/** In small letters; undefined for a path: one letter is a drive of Windows. */
export function schemeOf(uri: string): string | undefined {
  return /^([a-z][a-z\d+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
}

const KNOWN = "give a path, or a URI that begins with https:, s3: or minio:";

const UNREACHED: ReadonlyMap<string, string> = new Map([
  ["gs", "copy it with `gcloud storage cp` and give its path, give an https: or s3: URI, or submit the pipeline to a cluster"],
  ["oci", `images as artifacts need a cluster; submit the pipeline to one, or ${KNOWN}`],
  ["hf", `get it with \`hf download\` and give its path, or ${KNOWN}`],
]);

/** Without a user, a password or a query. */
const shown = (uri: string): string => uri.replace(/\/\/[^/]*@/, "//").replace(/\?.*/s, "");
