import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Ask, download } from "./download.ts";
import { inParallel } from "./in-parallel.ts";
import { inPlace } from "./in-place.ts";
import { RemoteError } from "./remote.ts";
import type { S3 } from "./s3-client.ts";
import { isMissing } from "./s3-errors.ts";
import { namesOf, type Place } from "./s3-place.ts";

/** Objects at once. */
const AT_ONCE = 8;

/** The object of that key; where there is none, the folder of all objects whose keys go on with `/`. */
export async function fetchFrom(s3: S3, place: Place, uri: string, into: string, signal: AbortSignal): Promise<string> {
  const { bucket, key } = place;
  const folder = key.replace(/\/$/, "");
  const path = join(into, folder === "" ? bucket : namesOf(folder, place).at(-1)!);
  if (key !== "" && !key.endsWith("/")) {
    try {
      await inPlace(path, (unfinished) => download(uri, unfinished, asking(s3, place), signal));
      return path;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  await inPlace(path, (unfinished) => fetchFolder(s3, { bucket, key: folder === "" ? "" : `${folder}/` }, uri, unfinished, signal));
  return path;
}

async function fetchFolder(s3: S3, { bucket, key: prefix }: Place, uri: string, folder: string, signal: AbortSignal): Promise<void> {
  await mkdir(folder);
  let found = false;
  await inParallel(keysBelow(s3, { bucket, key: prefix }, signal), AT_ONCE, async (key) => {
    found = true;
    const below = key.slice(prefix.length);
    // An empty object with such a key is how consoles make a folder.
    const marks = below === "" || below.endsWith("/");
    const path = below === "" ? folder : join(folder, ...namesOf(below.replace(/\/$/, ""), { bucket, key }));
    await mkdir(marks ? path : dirname(path), { recursive: true }).catch((error: Error) => {
      throw new RemoteError(`the object "${key}" of ${bucket} cannot be stored: ${error.message}`);
    });
    if (!marks) await download(`${key} of ${uri}`, path, asking(s3, { bucket, key }), signal);
  });
  if (!found) throw new RemoteError(`${uri} does not exist: there is neither an object of that key, nor one below it`);
}

async function* keysBelow({ sdk, client }: S3, { bucket, key }: Place, signal: AbortSignal): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const page = await client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: key, ContinuationToken: after }), {
      abortSignal: signal,
    });
    for (const one of page.Contents ?? []) if (one.Key !== undefined) yield one.Key;
    after = page.NextContinuationToken;
    if (page.IsTruncated !== true || after === undefined) return;
  }
}

/** The SDK asks again where a request fails, but not where an answer breaks off. */
function asking({ sdk, client }: S3, { bucket, key }: Place): Ask {
  return async (from, tag, signal) => {
    const range = from > 0 && tag !== undefined ? { Range: `bytes=${from}-`, IfMatch: tag } : {};
    try {
      const object = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key, ...range }), { abortSignal: signal });
      const start = "Range" in range && object.ContentRange !== undefined ? from : 0;
      const size = object.ContentLength === undefined ? undefined : start + object.ContentLength;
      return { from: start, size, tag: object.ETag, body: object.Body as AsyncIterable<Uint8Array> };
    } catch (error) {
      const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
      // What we have is a part of what is no longer there.
      if ("Range" in range && (status === 412 || status === 416)) return { from: 0, body: changed() };
      throw error;
    }
  };
}

async function* changed(): AsyncGenerator<Uint8Array> {
  yield* [];
  throw new Error("the object has changed");
}
