import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cases } from "../launcher/cases.mjs";
import { runCase } from "./execute.mjs";
import { have, run, StepFailure } from "./process.mjs";

/** Debian's packages that podman needs in a machine without a user session. */
const packages = ["podman", "runc", "crun", "uidmap", "netavark", "aardvark-dns", "iptables", "busybox-static", "catatonit"];

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

/** Installs podman where that is possible; else the reason why it is missing. */
function ensurePodman() {
  if (process.platform !== "linux") return `containers are run on Linux only, and this is ${process.platform}`;
  if (have("podman") && existsSync("/bin/busybox")) return undefined;
  if (process.getuid?.() !== 0) return "podman or busybox-static is not installed, and only root can install them";
  if (!have("apt-get")) return "podman or busybox-static is not installed, and there is no apt-get to install them";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], { env });
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
  return undefined;
}

/** Podman with settings that work inside a container too: no systemd, no user session, no network. */
function podmanIn(scratch) {
  const config = join(scratch, "containers.conf");
  const runc = ["/usr/sbin/runc", "/usr/bin/runc"].find((path) => existsSync(path));
  const lines = [
    "[containers]",
    'default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]',
    'netns = "none"',
    "[engine]",
    'cgroup_manager = "cgroupfs"',
    'events_logger = "file"',
    ...(runc === undefined ? [] : ['runtime = "runc"', "[engine.runtimes]", `runc = ["${runc}"]`]),
  ];
  writeFileSync(config, `${lines.join("\n")}\n`);
  return (args) => run("podman", args, { env: { ...process.env, CONTAINERS_CONF: config } });
}

function importImage(podman, image, scratch) {
  const root = join(scratch, "image");
  for (const folder of ["bin", "tmp", "etc", "s3"]) mkdirSync(join(root, folder), { recursive: true });
  chmodSync(join(root, "tmp"), 0o1777);
  copyFileSync("/bin/busybox", join(root, "bin", "busybox"));
  copyFileSync(process.execPath, join(root, "bin", "node"));
  for (const library of librariesOf(process.execPath)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    cpSync(library, join(root, library), { dereference: true });
  }
  const archive = join(scratch, "image.tar");
  run("tar", ["-C", root, "-cf", archive, "."]);
  podman(["import", "--change", "ENV PATH=/bin", archive, image]);
}

/** The shared libraries and the loader that a program needs. */
function librariesOf(program) {
  const lines = run("ldd", [program]).split("\n");
  const paths = lines.flatMap((line) => /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1] ?? []);
  if (paths.length === 0) throw new StepFailure(`ldd says nothing of ${program}`);
  return paths;
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
