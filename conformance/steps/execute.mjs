import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { cases } from "../launcher/cases.mjs";
import { runPipeline } from "../launcher/launcher.mjs";
import { run, StepFailure } from "./process.mjs";

/** A user that owns nothing. */
const nobody = 65534;

/** Runs the pipelines of `cases` as KFP would, in processes of this machine: as another user where that is possible, with a home that cannot be written. */
export async function runAsLauncher(context) {
  const home = join(context.scratch, "home");
  mkdirSync(home, { mode: 0o555 });
  chmodSync(context.scratch, 0o755);
  const isRoot = process.getuid?.() === 0;
  context.executorOutputs = [];
  for (const one of cases) {
    const place = makePlace(join(context.scratch, "runs", one.sample));
    const execute = (words, env) => {
      const user = isRoot ? { uid: nobody, gid: nobody } : {};
      run(words[0], words.slice(1), { cwd: "/", env: { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: home, ...env }, ...user });
    };
    context.executorOutputs.push(...runCase(one, context, place, execute));
  }
  return `${cases.length} pipelines, ${context.executorOutputs.length} tasks${isRoot ? ", not as root" : ""}`;
}

/** Runs one case and compares its outputs; the paths of the executor outputs. */
export function runCase({ sample, parameters, outputs, metadata }, { ir }, place, execute) {
  const file = readdirSync(ir).find((name) => name.includes(sample));
  if (file === undefined) throw new StepFailure(`${sample} was not compiled`);
  const result = runPipeline(readFileSync(join(ir, file), "utf8"), parameters, place, (words, env, task) =>
    openTo(place, () => execute(words, env, task)),
  );
  for (const [output, expected] of Object.entries(outputs)) expect(`${sample}: ${output}`, result.outputs[output], expected);
  for (const [output, expected] of Object.entries(metadata ?? {}))
    expect(`${sample}: metadata of ${output}`, result.outputs[output].metadata, expected);
  return result.executorOutputs;
}

function expect(what, actual, expected) {
  if (!isDeepStrictEqual(actual, expected))
    throw new StepFailure(`${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);
}

/** A run's folder, used through `file://`. */
function makePlace(folder) {
  mkdirSync(folder, { recursive: true });
  return { uri: `file://${folder}`, inside: folder, outside: folder };
}

/** Lets any user write in the run's folders, as the volumes that KFP mounts do. */
function openTo(place, action) {
  run("chmod", ["-R", "a+rwX", place.outside]);
  action();
}
