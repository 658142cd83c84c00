import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { have, run, StepFailure } from "./process.mjs";

/** Debian's packages that podman needs in a machine without a user session. */
const packages = ["podman", "runc", "crun", "uidmap", "netavark", "aardvark-dns", "iptables", "busybox-static", "catatonit"];

/** Installs podman where that is possible; else the reason why it is missing. */
export function ensurePodman() {
  if (process.platform !== "linux") return `containers are run on Linux only, and this is ${process.platform}`;
  if (have("podman") && existsSync("/bin/busybox")) return undefined;
  if (process.getuid?.() !== 0) return "podman or busybox-static is not installed, and only root can install them";
  if (!have("apt-get")) return "podman or busybox-static is not installed, and there is no apt-get to install them";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], { env });
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
  return undefined;
}

/** Settings with which podman works inside a container too: no systemd, no user session, no network. */
export function podmanEnvironment(scratch) {
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
  return { ...process.env, CONTAINERS_CONF: config };
}

export function podmanIn(scratch) {
  const env = podmanEnvironment(scratch);
  return (args) => run("podman", args, { env });
}

/** An image of busybox and this Node. */
export function importImage(podman, image, scratch) {
  const root = join(scratch, "image");
  for (const folder of ["bin", "tmp", "etc", "s3"]) mkdirSync(join(root, folder), { recursive: true });
  chmodSync(join(root, "tmp"), 0o1777);
  copyFileSync("/bin/busybox", join(root, "bin", "busybox"));
  for (const name of ["sh", "cat", "grep", "id", "sleep", "true"]) symlinkSync("busybox", join(root, "bin", name));
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
