import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { Artifact, component, type Int, pipeline } from "@typeline/dsl";

const sendFile = component(async ({ file_size_bytes }: { file_size_bytes: Int }) => ({
  outgoingfile: Artifact.bytes(gzipSync(randomBytes(file_size_bytes))),
}));

const receiveFile = component(async ({ incomingfile }: { incomingfile: Artifact }) => {
  console.log(`reading ${incomingfile.path}, size is ${(await stat(incomingfile.path)).size}`);
  return { saveartifact: Artifact.stream(incomingfile.stream()) };
});

interface Upload {
  previous_step: Artifact;
  file_size_bytes: Int;
  mlpipeline_minio_artifact_secret: string;
  bucket_name: string;
}

const testUploadedArtifact = component(
  async ({ previous_step, file_size_bytes, mlpipeline_minio_artifact_secret, bucket_name }: Upload) => {
    const secret = JSON.parse(mlpipeline_minio_artifact_secret.replaceAll("'", '"')) as Record<string, string>;
    const host = Buffer.from(secret.host ?? "", "base64").toString();
    if (!previous_step.uri.includes(bucket_name)) throw new Error(`${previous_step.uri} is not in ${bucket_name} at ${host}.`);
    const { size } = await stat(previous_step.path);
    if (size < file_size_bytes) throw new Error(`The upload has ${size} bytes but should have ${file_size_bytes}.`);
  },
);

const fileSizeBytes = 20 * 1024 * 1024;

interface Inputs {
  mlpipeline_minio_artifact_secret: string;
  bucket_name: string;
}

export const testDataPassingPipeline1 = pipeline(
  ({ mlpipeline_minio_artifact_secret, bucket_name }: Inputs) => {
    const { outgoingfile } = sendFile({ file_size_bytes: fileSizeBytes });
    const { saveartifact } = receiveFile({ incomingfile: outgoingfile });
    testUploadedArtifact({ previous_step: saveartifact, file_size_bytes: fileSizeBytes, mlpipeline_minio_artifact_secret, bucket_name });
  },
  { name: "test-data-passing-pipeline-1", defaults: { cache: false } },
);
