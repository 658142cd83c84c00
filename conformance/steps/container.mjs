import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cases } from "../launcher/cases.mjs";
import { runCase } from "./execute.mjs";
import { ensurePodman, importImage, podmanIn } from "./podman.mjs";

/**
 * Runs pipelines of TypeScript components in real containers: a user without a name, a root file system that cannot be written, a
 * memory disk for `/tmp`, no network. The image is made of busybox and this Node, so that no registry is asked.
 */
export async function runInContainer(context) {
  const missing = ensurePodman();
  if (missing !== undefined) return { skipped: missing };
  const podman = podmanIn(context.scratch);
  const image = `localhost/typeline-conformance:node-${process.versions.node}-${process.pid}`;
  importImage(podman, image, context.scratch);
  try {
    const chosen = cases.filter(({ sample }) => /pythonic_artifacts_test|outputs_of_all_kinds|templates/.test(sample));
    for (const one of chosen)
      context.executorOutputs.push(
        ...runCase(one, context, bucket(context.scratch, one.sample), inContainer(podman, image, bucket(context.scratch, one.sample))),
      );
    return `${chosen.length} pipelines`;
  } finally {
    podman(["rmi", "--force", image]);
  }
}

/** A run's folder, mounted where KFP mounts S3. */
function bucket(scratch, sample) {
  const outside = join(scratch, "bucket");
  mkdirSync(join(outside, sample), { recursive: true });
  return { uri: `s3://bucket/${sample}`, inside: `/s3/bucket/${sample}`, outside: join(outside, sample), mount: outside };
}

function inContainer(podman, image, { mount }) {
  return (words, env) => {
    const variables = Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const limits = ["--user", "65534:65534", "--read-only", "--read-only-tmpfs=false", "--tmpfs", "/tmp:rw,mode=1777", "--network", "none"];
    podman(["run", "--rm", ...limits, "--volume", `${mount}:/s3/bucket:rw`, ...variables, image, ...words]);
  };
}
