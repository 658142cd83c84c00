import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { crash, prepareCrashes } from "./crash.mjs";

/** `npm run conformance` kills two hundred times. */
test("a runner that is killed again and again leaves nothing behind, goes on, and gives what it would have given", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "typeline-crash-"));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const prepared = prepareCrashes(scratch);
  const whole = await crash(prepared, { scratch, seed: 0, kills: 0, longest: 0 });
  expect(whole).toMatchObject({ problems: [], result: expect.stringContaining('"state": "succeeded"') });
  const seeds = [1, 2, 3];
  let kills = 0;
  for (const seed of seeds) {
    const { moments, ...crashed } = await crash(prepared, { scratch, seed, kills: 4, longest: 600, cache: seed % 2 === 0 });
    expect(crashed).toEqual({ seed, problems: [], result: whole.result });
    kills += moments.length;
  }
  expect(kills).toBeGreaterThanOrEqual(seeds.length);
});
