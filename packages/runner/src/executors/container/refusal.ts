import type { Attempt } from "../executor.ts";
import type { Engine } from "./engine.ts";
import { refuseEnvironment } from "./environment.ts";

/** Linux takes 128 KiB for one argument or variable (`MAX_ARG_STRLEN`), and the engine's own programs add words to some. */
const LONGEST_ARGUMENT = 120_000;

/** A registry, a name, and a tag or digest; above all nothing that the engine's program reads as an option. */
const IMAGE = /^[a-z0-9][\w.:/@-]*$/i;

/** Why a container engine cannot honour a task; undefined if it can. */
export async function refuse(engine: Engine, attempt: Attempt): Promise<string | undefined> {
  const problem = await engine.problem();
  if (problem !== undefined) return problem;
  return refuseTask(attempt) ?? (await refuseAccelerators(engine, attempt.limits.accelerators ?? 0));
}

function refuseTask({ image, command, env }: Attempt): string | undefined {
  if (image === "") return "the task names no image";
  if (!IMAGE.test(image)) return `\`${image}\` is not the name of an image`;
  if (command.length === 0 || command[0] === "") return "the task has no command, and KFP does not use the image's own";
  const long = command.findIndex((word) => Buffer.byteLength(word) > LONGEST_ARGUMENT);
  if (long >= 0) return tooLong(`word ${long + 1} of its command`, command[long]!);
  for (const [name, value] of Object.entries(env))
    if (Buffer.byteLength(value) > LONGEST_ARGUMENT) return tooLong(`the variable \`${name}\``, value);
  const broken = command.findIndex((word) => word.includes("\0"));
  if (broken >= 0) return `word ${broken + 1} of its command contains a NUL character`;
  return refuseEnvironment(env);
}

function tooLong(what: string, text: string): string {
  const kilobytes = Math.ceil(Buffer.byteLength(text) / 1000);
  return `${what} has ${kilobytes} kB, and Linux takes no more than 128 kB in one; pass it as an artifact`;
}

async function refuseAccelerators(engine: Engine, count: number): Promise<string | undefined> {
  if (count === 0 || (await engine.accelerators()) !== undefined) return undefined;
  const what = count === 1 ? "an accelerator" : `${count} accelerators`;
  return `the task asks for ${what}, and \`${engine.name}\` has none to give; install NVIDIA's container toolkit, or leave the limit out`;
}
