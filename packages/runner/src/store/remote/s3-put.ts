import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { inParallel } from "./in-parallel.ts";
import { RemoteError } from "./remote.ts";
import type { S3 } from "./s3-client.ts";
import type { Place } from "./s3-place.ts";

/** Objects at once. */
const AT_ONCE = 8;
/** Bytes: what is sent in one piece, and the least of a part of what is not. S3 takes 5 MiB to 5 GiB, and 10,000 parts. */
const PIECE = 16 << 20;
const MOST_PARTS = 10_000;

/**
 * Stores a file as an object, or each file of a folder as an object below the key. An object is there whole or not at all; a folder is
 * not, and what else lies below its key stays.
 */
export async function putTo(s3: S3, path: string, { bucket, key }: Place, uri: string, signal: AbortSignal): Promise<void> {
  const base = key.replace(/\/$/, "");
  const found = await stat(path);
  if (!found.isDirectory()) {
    if (base === "" || base !== key) throw new RemoteError(`${uri} is no place for a file: its key is empty or ends with "/"`);
    return putFile(s3, path, { bucket, key }, signal);
  }
  const prefix = base === "" ? "" : `${base}/`;
  await inParallel(filesOf(path), AT_ONCE, (below) => putEntry(s3, join(path, below), { bucket, key: prefix + below }, signal));
}

/** Files below a folder, and with a `/` at the end, folders without any. Paths are relative, with `/`. */
async function* filesOf(folder: string, below = ""): AsyncGenerator<string> {
  const names = await readdir(join(folder, below));
  if (names.length === 0) yield below;
  for (const name of names) {
    const path = below + name;
    if ((await stat(join(folder, path))).isDirectory()) yield* filesOf(folder, `${path}/`);
    else yield path;
  }
}

async function putEntry(s3: S3, path: string, place: Place, signal: AbortSignal): Promise<void> {
  if (place.key !== "" && !place.key.endsWith("/")) return putFile(s3, path, place, signal);
  const { sdk, client } = s3;
  if (place.key !== "")
    await client.send(new sdk.PutObjectCommand({ Bucket: place.bucket, Key: place.key, Body: "", ContentLength: 0 }), {
      abortSignal: signal,
    });
}

async function putFile(s3: S3, path: string, place: Place, signal: AbortSignal): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > PIECE) return await putParts(s3, file, size, place, signal);
    const { sdk, client } = s3;
    const body = await read(file, 0, size);
    await client.send(new sdk.PutObjectCommand({ Bucket: place.bucket, Key: place.key, Body: body, ContentLength: size }), {
      abortSignal: signal,
    });
  } finally {
    await file.close();
  }
}

/** Each part is in memory while it is sent, so that the SDK can send it again. */
async function putParts({ sdk, client }: S3, file: FileHandle, size: number, { bucket, key }: Place, signal: AbortSignal): Promise<void> {
  const to = { Bucket: bucket, Key: key };
  const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand(to), { abortSignal: signal });
  const length = Math.max(PIECE, Math.ceil(size / MOST_PARTS));
  try {
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let [PartNumber, start] = [1, 0]; start < size; PartNumber++, start += length) {
      const body = await read(file, start, Math.min(length, size - start));
      const { ETag } = await client.send(new sdk.UploadPartCommand({ ...to, UploadId, PartNumber, Body: body }), { abortSignal: signal });
      Parts.push({ PartNumber, ETag });
    }
    await client.send(new sdk.CompleteMultipartUploadCommand({ ...to, UploadId, MultipartUpload: { Parts } }), { abortSignal: signal });
  } catch (error) {
    // Parts of what was never completed cost money until somebody removes them.
    await client.send(new sdk.AbortMultipartUploadCommand({ ...to, UploadId })).catch(() => undefined);
    throw error;
  }
}

async function read(file: FileHandle, start: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, start + done);
    if (bytesRead === 0) throw new RemoteError("the file got shorter while it was read");
    done += bytesRead;
  }
  return bytes;
}
