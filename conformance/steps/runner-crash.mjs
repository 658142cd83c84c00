import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { crash, prepareCrashes } from "../crash/crash.mjs";
import { StepFailure } from "./process.mjs";

const KILLS = 200;
/** Of one run, at most: it gets further with each. */
const KILLS_OF_ONE = 6;
/** Runs at once. */
const LANES = 2;
const FIRST_SEED = Number(process.env["TYPELINE_CRASH_SEED"] ?? 1);

/** A runner that is killed at any moment leaves nothing behind, and goes on to what it would have given. */
export async function crashRunner({ scratch: all }) {
  const scratch = join(all, "crash");
  mkdirSync(scratch);
  const prepared = prepareCrashes(scratch);
  const start = Date.now();
  const whole = await crash(prepared, { scratch, seed: 0, kills: 0, longest: 0 });
  if (whole.problems.length > 0) throw new StepFailure(whole.problems.join("\n"));
  const longest = Math.max(600, (Date.now() - start) * 0.8);
  let [seed, kills] = [FIRST_SEED, 0];
  const lane = async () => {
    while (kills < KILLS) {
      const one = seed++;
      const { moments, problems, result } = await crash(prepared, {
        scratch,
        seed: one,
        kills: KILLS_OF_ONE,
        longest,
        cache: one % 2 === 0,
      });
      kills += moments.length;
      if (problems.length === 0 && result !== whole.result) problems.push("its outputs are others than those of a run that nobody kills");
      if (problems.length === 0) continue;
      // The other lane ends with its run.
      kills = KILLS;
      throw new StepFailure(`seed ${one}, killed after ${moments.join(", ")} ms (TYPELINE_CRASH_SEED=${one}):\n${problems.join("\n")}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return `${kills} kills of ${seed - FIRST_SEED} runs, seeds from ${FIRST_SEED}`;
}
