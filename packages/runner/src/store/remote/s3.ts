import type { Remote } from "./remote.ts";
import { connect, type S3 } from "./s3-client.ts";
import { explained } from "./s3-errors.ts";
import { fetchFrom } from "./s3-fetch.ts";
import { placeOf } from "./s3-place.ts";
import { putTo } from "./s3-put.ts";

/** Objects of Amazon S3, MinIO and what else speaks S3. An object is a file; a prefix that ends at a `/` is a folder. */
export function s3(scheme: "s3" | "minio", env: NodeJS.ProcessEnv): Remote {
  let connection: Promise<S3> | undefined;
  const connected = () => (connection ??= connect(scheme, env));
  return {
    async fetch(uri, into, signal) {
      const place = placeOf(uri);
      const s3 = await connected();
      return explained(`${uri} cannot be fetched`, signal, () => fetchFrom(s3, place, uri, into, signal));
    },
    async check(uri) {
      placeOf(uri);
      const { client } = await connected();
      const { region, credentials } = client.config;
      await explained(`nothing can be stored at ${uri}`, new AbortController().signal, () => Promise.all([region(), credentials()]));
    },
    async put(path, uri, signal) {
      const place = placeOf(uri);
      const s3 = await connected();
      await explained(`${uri} cannot be written`, signal, () => putTo(s3, path, place, uri, signal));
    },
  };
}
