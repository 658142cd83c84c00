import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sourceOf } from "./source.mjs";

/**
 * @typedef {typeof import("@typeline/compiler").compile} Compile
 *
 * @typedef {object} Compiled
 * @property {ReadonlyMap<string, import("@typeline/ir").PipelineSpec>} specs by condition
 * @property {ReadonlyMap<string, string>} refused codes of what was reported, by condition
 */

const config = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023"],
    types: [],
    module: "esnext",
    moduleResolution: "bundler",
    noEmit: true,
    strict: true,
  },
};

/**
 * Compiles a pipeline for each condition, all in one file. Nothing is emitted beside an error, so those that are refused are taken out
 * and the others compiled again.
 *
 * @param {readonly string[]} conditions
 * @param {Compile} compile
 * @returns {Promise<Compiled>}
 */
export async function compileConditions(conditions, compile) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "typeline-conditions-")));
  try {
    mkdirSync(join(root, "node_modules", "@typeline"), { recursive: true });
    symlinkSync(fileURLToPath(new URL("../../packages/dsl", import.meta.url)), join(root, "node_modules", "@typeline", "dsl"));
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify(config));
    return await compileIn(root, conditions, compile);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** @param {string} root @param {readonly string[]} conditions @param {Compile} compile @returns {Promise<Compiled>} */
async function compileIn(root, conditions, compile) {
  /** @type {Map<string, string>} */
  const refused = new Map();
  for (;;) {
    const rest = conditions.filter((condition) => !refused.has(condition));
    const rows = rest.map((condition, index) => ({ name: `c${index}`, condition }));
    const source = sourceOf(rows);
    writeFileSync(join(root, "pipeline.ts"), source);
    const { pipelines, diagnostics } = await compile({ cwd: root, sources: [{ path: "pipeline.ts" }], env: {} });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length === 0) {
      const named = new Map(pipelines.map(({ exportName, document }) => [exportName, document.spec]));
      return { specs: new Map(rows.map(({ name, condition }) => [condition, found(named.get(name), condition)])), refused };
    }
    const lines = source.split("\n");
    for (const { code, message, location } of errors) {
      const name = /^export const (\w+) =/.exec(lines[(location?.line ?? 0) - 1] ?? "")?.[1];
      const row = found(
        rows.find((one) => one.name === name),
        `${code} ${message}`,
      );
      if (!refused.has(row.condition)) refused.set(row.condition, code);
    }
  }
}

/** @template T @param {T | undefined} value @param {string} what @returns {T} */
function found(value, what) {
  if (value === undefined) throw new Error(`not found: ${what}`);
  return value;
}
