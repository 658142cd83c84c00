import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
const folder = fileURLToPath(new URL("../type-tests/", import.meta.url));

// The projects read the emitted declarations, with `skipLibCheck` off and without Node's types: as a user's project may.
test.each(["exact", "loose"])("the surface types what it should and refuses what it should (%s optional properties)", (project) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, "-p", join(folder, `tsconfig.${project}.json`)], {
    encoding: "utf8",
  });
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});
