import { readdirSync, readFileSync } from "node:fs";

/**
 * What is left of a run on this machine: processes that have its id in their environment, and the shell that guards it.
 *
 * @param {string} runId
 * @returns {string[]} a line each
 */
export function processesOf(runId) {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "latin1").split("\0");
      const isOurs =
        readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(`TYPELINE_RUN=${runId}`) ||
        (words.includes("typeline-guard") && words.includes(runId));
      return isOurs ? [`${pid} ${words.join(" ").slice(0, 100)}`] : [];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}
