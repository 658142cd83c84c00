import type { S3Client, S3ClientConfig } from "@aws-sdk/client-s3";
import { RemoteError } from "./remote.ts";

type Sdk = typeof import("@aws-sdk/client-s3");

/** Amazon's SDK and a client of it. */
export interface S3 {
  readonly sdk: Sdk;
  readonly client: S3Client;
}

/**
 * Loads the SDK, which not everybody has, and configures it from the standard variables. For `minio:` there must be a server of one's
 * own: `MINIO_ENDPOINT` (`host:port` or a URL), else `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`, as for `s3:`.
 *
 * @throws RemoteError with what to install, or to set
 */
export async function connect(scheme: "s3" | "minio", env: NodeJS.ProcessEnv): Promise<S3> {
  const endpoint = endpointOf(scheme, env);
  const sdk = await load(scheme);
  return { sdk, client: new sdk.S3Client(configuration(endpoint, env)) };
}

async function load(scheme: string): Promise<Sdk> {
  try {
    return await import("@aws-sdk/client-s3");
  } catch (error) {
    if (!["ERR_MODULE_NOT_FOUND", "MODULE_NOT_FOUND"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
    throw new RemoteError(`${scheme}:// needs Amazon's SDK: npm install @aws-sdk/client-s3`);
  }
}

function endpointOf(scheme: "s3" | "minio", env: NodeJS.ProcessEnv): string | undefined {
  const own = scheme === "minio" ? env["MINIO_ENDPOINT"] : undefined;
  const endpoint = own || env["AWS_ENDPOINT_URL_S3"] || env["AWS_ENDPOINT_URL"] || undefined;
  if (endpoint === undefined) {
    if (scheme === "s3") return undefined;
    throw new RemoteError(
      "minio:// needs the address of the server: set MINIO_ENDPOINT or AWS_ENDPOINT_URL, such as http://localhost:9000",
    );
  }
  // The endpoint of KFP's own MinIO is written as host and port, and speaks HTTP.
  const url = /^https?:\/\//i.test(endpoint) ? endpoint : `http://${endpoint}`;
  if (URL.canParse(url)) return url;
  throw new RemoteError(`"${endpoint}" is no address of a server: write it as http://localhost:9000`);
}

function configuration(endpoint: string | undefined, env: NodeJS.ProcessEnv): S3ClientConfig {
  const region = env["AWS_REGION"] || env["AWS_DEFAULT_REGION"] || (endpoint === undefined ? undefined : "us-east-1");
  return {
    ...(region === undefined ? {} : { region }),
    // Servers of one's own have one host for all buckets, and not all know the checksums that Amazon has added.
    ...(endpoint === undefined
      ? { followRegionRedirects: true }
      : { endpoint, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED", responseChecksumValidation: "WHEN_REQUIRED" }),
    maxAttempts: 5,
  };
}
