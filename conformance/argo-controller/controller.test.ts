import type { JsonValue, PipelineDocument } from "@typeline/ir";
import { afterAll, describe, expect, test } from "vitest";
import { Controller, type StartedPod } from "../argo/controller.ts";
import { Stubs } from "../argo/stubs.ts";
import { runOnArgo } from "./argo-run.ts";
import { cases } from "./cases.ts";
import { type LocalRun, runLocally } from "./local-run.ts";
import { allPipelines, isHere, readPipeline } from "./pipelines.ts";
import { seeded, tabled } from "./stubs.ts";

/** The program made of `conformance/go/argo-controller`, which `npm run conformance` builds. */
const program = process.env["TYPELINE_ARGO_CONTROLLER"];
/** How many runs of each pipeline with made-up values, and where they start. */
const runs = Number(process.env["TYPELINE_ARGO_RUNS"] ?? 3);
const first = Number(process.env["TYPELINE_ARGO_SEED"] ?? 1);

const controller = program === undefined ? undefined : new Controller(program);
const compared = { pipelines: new Set<string>(), runs: 0, pods: 0, keepPods: 0 };
afterAll(() => {
  controller?.close();
  const { pipelines, runs, pods, keepPods } = compared;
  if (runs > 0)
    console.log(`compared: ${pipelines.size} pipelines in ${runs} runs: ${pods} pods for as many containers, ${keepPods} for keep`);
});

/** Some pods run for longer than others: what is ready at once may end in any order. */
const patience: readonly ((pod: StartedPod) => number)[] = [
  () => 0,
  ({ node }) => [...node].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 3,
];

async function compare(pipeline: string, document: PipelineDocument, given: Readonly<Record<string, JsonValue>>, local: LocalRun) {
  for (const held of patience) {
    const { problems, pods, keepPods } = await runOnArgo(document, given, local, controller!, held);
    expect(problems.join("\n")).toBe("");
    compared.pods += pods;
    compared.keepPods += keepPods;
    compared.runs++;
  }
  compared.pipelines.add(pipeline);
}

describe.skipIf(controller === undefined)("Argo's controller does what the local runner does", () => {
  test.each(cases.map((one, index) => ({ ...one, index })).filter(({ pipeline }) => isHere(pipeline)))(
    "$index: $pipeline, $given",
    async ({ pipeline, given = {}, gives = {}, containers, fails }) => {
      const document = readPipeline(pipeline);
      const local = runLocally(document, given, tabled(gives));
      expect({ containers: local.ran.size, state: local.state, faults: local.faults }).toEqual({
        containers,
        state: fails ? "FAILED" : "SUCCEEDED",
        faults: [],
      });
      await compare(pipeline, document, given, local);
    },
  );

  test.each(controller === undefined ? [] : allPipelines())("$pipeline with made-up values", async ({ pipeline, document }) => {
    for (let seed = first; seed < first + runs; seed++) {
      const given = inputsOf(document, seed);
      const local = runLocally(document, given, seeded(document, seed));
      if (local.faults.length === 0) await compare(pipeline, document, given, local);
    }
  });
});

/** Optional inputs are left out by some seeds. */
function inputsOf(document: PipelineDocument, seed: number): Record<string, JsonValue> {
  const stubs = new Stubs(document, seed);
  const declared = Object.entries(document.spec.root.inputDefinitions?.parameters ?? {});
  return Object.fromEntries(
    declared.flatMap(([name, { parameterType, isOptional, defaultValue, literals }], index) => {
      const mayBeLeftOut = isOptional || defaultValue !== undefined;
      return mayBeLeftOut && (seed + index) % 2 === 0 ? [] : [[name, stubs.input(name, parameterType, literals)]];
    }),
  );
}
