import type { Attempt, AttemptIo } from "../executor.ts";
import { complaint, type Engine } from "./engine.ts";

/** An image that the engine has. */
export interface Image {
  /** The name by which it has it. */
  readonly name: string;
  /** The image's `USER`; empty if it has none. */
  readonly user: string;
}

/** Gets the images that tasks need, each once. */
export interface Images {
  /** The image, pulled if the task's policy says so; or why it cannot be had, in one sentence. */
  ready(attempt: Attempt, io: AttemptIo): Promise<Image | string>;
}

/** A pull takes as long as it takes; this is for one that hangs. */
const PULL_SECONDS = 3600;

export function createImages(engine: Engine): Images {
  const known = new Map<string, Image>();
  const pulled = new Set<string>();
  /** Ends when the pull of an image that is under way has ended. */
  const queue = new Map<string, Promise<unknown>>();

  async function find(names: readonly string[]): Promise<Image | undefined> {
    for (const name of names) {
      const image = known.get(name) ?? (await inspect(engine, name));
      if (image === undefined) continue;
      known.set(name, image);
      return image;
    }
    return undefined;
  }

  async function pull(image: string, io: AttemptIo): Promise<Image | string> {
    const name = engine.name === "podman" ? qualified(image) : image;
    io.output("stderr", Buffer.from(`${engine.name}: pulling ${image}\n`));
    const { code, stderr } = await engine.call(["pull", "--quiet", name], { seconds: PULL_SECONDS, signal: io.signal });
    if (code === 0) pulled.add(image);
    known.delete(name);
    const found = code === 0 ? await find([name]) : undefined;
    return (
      found ??
      `the image \`${image}\` is not here, and it could not be pulled: ${complaint(stderr) || "it took too long"}; check its name, or log in to its registry with \`${engine.name} login\``
    );
  }

  return {
    async ready({ image, kubernetes: { imagePullPolicy = "IfNotPresent" } }, io) {
      const names = [...new Set([image, ...(engine.name === "podman" ? [qualified(image)] : [])])];
      const enough = () => (imagePullPolicy === "Always" && !pulled.has(image) ? undefined : find(names));
      const there = await enough();
      if (there !== undefined) return there;
      if (imagePullPolicy === "Never") {
        return `the image \`${image}\` is not here, and the task's pull policy is \`Never\`; build it, or \`${engine.name} pull ${image}\``;
      }
      const turn = (queue.get(image) ?? Promise.resolve()).then(async () => {
        if (io.signal.aborted) return "it was stopped before its image was there";
        return (await enough()) ?? pull(image, io);
      });
      queue.set(image, turn);
      return turn;
    },
  };
}

async function inspect(engine: Engine, name: string): Promise<Image | undefined> {
  const { code, stdout } = await engine.call(["image", "inspect", name]);
  if (code !== 0) return undefined;
  try {
    const [{ Config }] = JSON.parse(stdout) as [{ Config?: { User?: string } | null }];
    return { name, user: Config?.User ?? "" };
  } catch {
    return { name, user: "" };
  }
}

/** With the registry and the path that Kubernetes and Docker mean by a short name; podman would ask which registry is meant. */
export function qualified(image: string): string {
  const [first, ...rest] = image.split("/");
  if (rest.length === 0) return `docker.io/library/${image}`;
  return /[.:]|^localhost$/.test(first!) ? image : `docker.io/${image}`;
}
