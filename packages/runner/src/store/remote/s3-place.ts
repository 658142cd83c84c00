import { RemoteError } from "./remote.ts";

/** A bucket and a key in it; a key is text, whatever is in it: it is not percent-encoded. */
export interface Place {
  readonly bucket: string;
  /** `""` for the whole bucket. */
  readonly key: string;
}

export function placeOf(uri: string): Place {
  const parts = /^(?:s3|minio):\/\/([^/]+)(?:\/(.*))?$/is.exec(uri);
  if (parts === null) throw new RemoteError(`"${uri}" names no bucket: write s3://BUCKET/KEY`);
  return { bucket: parts[1]!, key: parts[2] ?? "" };
}

/**
 * The names of folders and of a file that a part of a key stands for.
 *
 * @param object the whole key, and its bucket
 * @throws RemoteError for what is no path in a folder: `..` would lead out of it, and `a//b` would be the same file as `a/b`
 */
export function namesOf(part: string, object: Place): readonly string[] {
  const names = part.split("/");
  const wrong = names.find((name) => name === "" || name === "." || name === ".." || /[\\\0]/.test(name));
  if (wrong === undefined) return names;
  throw new RemoteError(
    `the object "${object.key}" of ${object.bucket} cannot be a file: "${wrong}" in its key is no name of a file or folder`,
  );
}
