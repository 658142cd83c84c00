import { availableParallelism, cpus, totalmem } from "node:os";
import { KFP_VERSION } from "../conformance/steps/kfp.mjs";

/** Where `conformance/pods` writes its table. */
const PODS = "<!-- what follows is counted by conformance/pods -->\n<!-- until here -->\n";

/** `docs/benchmarks.md`: the table, how it was measured, and on what. */
export function page(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench`. Ratios count, not times: both sides are measured by turns on the same machine, and the medians and the",
    "median of the pairs' ratios are shown. A cold process is a new one in a project that has no cache of an earlier compilation; files are in",
    "the operating system's cache. kfp is run as `kfp dsl compile` on a Python twin of the same graph. Both programs were run before, so that Python",
    "has kfp's `.pyc` files, and Node [ours](decisions/0006-compiled-code-kept.md).",
    "",
    "Runs start in an empty folder, and take nothing from the cache unless the row says so. kfp's SubprocessRunner runs `bench/iris.py` with its",
    "defaults: a new virtual environment for each task. A task that does nothing is what a chain of 1,000 takes longer than a chain of one, by task.",
    "",
    line(["measure", "ours", "compared with", "ratio or time", "target, at most", "met"]),
    line(["---", "---:", "---:", "---:", "---:", "---"]),
    ...rows.map(({ measure, ours, other, value, target, met }) =>
      line([measure, ours, other, value, target, met === undefined ? "–" : met ? "yes" : "**no**"]),
    ),
    "",
    "Of the 10,000 tasks in one function, most of the time is TypeScript's own check: for each name that is read, it walks back through all statements",
    "of the function before it, in plain `tsc` too, as the row below shows. What is ours is linear, and in functions of 100 tasks all is.",
    "",
    `Measured with Node ${process.versions.node} and kfp ${KFP_VERSION} on ${process.platform} ${process.arch}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${Math.round(totalmem() / 2 ** 30)} GiB of memory.`,
    "",
    "## Pods",
    "",
    "How many pods a cluster starts for one run of KFP's own compiled pipelines, nothing cached: for `typeline compile --target argo`, and on KFP's",
    "backend. Both are counted in the same run of the local runner's engine, with stand-ins for the containers. Of ours there is one for each container,",
    "each attempt counted, and for each volume claim; `npm run conformance` compares that with what Argo's controller starts. KFP's are not measured on a",
    "cluster: they follow from the workflow that its compiler makes (`argocompiler/dag.go`, `container.go` and `importer.go` in its backend), which has a",
    "pod for each container, and one driver more for it, for each group, each loop and each iteration, for a condition that is false too, and for the",
    "pipeline. An importer is one pod there and none here; a claim is one pod on both. Walked along the same runs, the workflows that KFP's compiler makes",
    "of these files (commit 7b70c7b of its repository) start as many; that was seen once, and no test repeats it.",
    "",
    PODS,
  ].join("\n");
}
