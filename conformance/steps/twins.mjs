import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run, StepFailure } from "./process.mjs";

/** The committed `expected.yaml` of every twin is what this kfp compiles `pipeline.py` to. */
export async function checkTwins({ repository, scratch, python }) {
  const [folder, fresh] = [join(repository, "conformance", "twins"), join(scratch, "twins")];
  run(python, [join(repository, "conformance", "python", "compile_twins.py"), folder, fresh]);
  const twins = readdirSync(folder);
  const read = (root, twin) => readFileSync(join(root, twin, "expected.yaml"), "utf8");
  const stale = twins.filter((twin) => read(folder, twin) !== read(fresh, twin));
  if (stale.length > 0) throw new StepFailure(`${stale.join(", ")}: run compile_twins.py again`);
  return `${twins.length} twins`;
}
