import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../", import.meta.url));
export const typeline = join(repository, "packages", "cli", "bin", "typeline.js");

/** A project of its own in a temporary folder, as a user has it: `pipeline.ts`, `pipeline.py`, a tsconfig, `@typeline/dsl` in `node_modules`. */
export function makeProject({ typescript, python }) {
  const folder = mkdtempSync(join(tmpdir(), "typeline-bench-"));
  mkdirSync(join(folder, "node_modules", "@typeline"), { recursive: true });
  symlinkSync(join(repository, "packages", "dsl"), join(folder, "node_modules", "@typeline", "dsl"));
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    strict: true,
    types: [],
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: { ...compilerOptions, allowImportingTsExtensions: true } }),
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  writeFileSync(join(folder, "pipeline.ts"), typescript);
  writeFileSync(join(folder, "pipeline.py"), python);
  return {
    folder,
    source: join(folder, "pipeline.ts"),
    python: join(folder, "pipeline.py"),
    /** What typeline wrote, and what kfp wrote. */
    ours: join(folder, "ours.yaml"),
    kfps: join(folder, "kfp.yaml"),
    /** Takes away what an earlier compilation left, so that the next one is the first. */
    forget: () => {
      rmSync(join(folder, "node_modules", ".cache"), { recursive: true, force: true });
      rmSync(join(folder, "ours.yaml"), { force: true });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
