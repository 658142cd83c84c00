import { type ArgoOptions, lowerToArgo } from "@typeline/argo";
import type { JsonValue, PipelineDocument } from "@typeline/ir";
import { afterAll, describe, expect, test } from "vitest";
import { Controller, type StartedPod } from "../argo/controller.ts";
import { Stubs } from "../argo/stubs.ts";
import { type ArgoRunOptions, runOnArgo } from "./argo-run.ts";
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

/** In one manifest, and divided among many that call each other. */
const shapes: readonly ArgoOptions[] = [{}, { maxTemplates: 4 }];

async function compare(
  pipeline: string,
  document: PipelineDocument,
  given: Readonly<Record<string, JsonValue>>,
  local: LocalRun,
  options: ArgoRunOptions,
) {
  const { problems, pods, keepPods } = await runOnArgo(document, given, local, controller!, options);
  expect(problems.join("\n")).toBe("");
  compared.pods += pods;
  compared.keepPods += keepPods;
  compared.runs++;
  compared.pipelines.add(pipeline);
}

/** Manifests that are wrong, and what is wrong with them. The first row of the table that has the pipeline is run. */
const spoiled: readonly (readonly [pipeline: string, what: string, pattern: RegExp, replacement: string])[] = [
  ["sample/branches-elif", "a condition the other way", /"when":"\{\{=/, '"when":"{{=!'],
  ["sample/merges-nested", "a branch that is not waited for", /"depends":"if-1\.Succeeded",/, ""],
  ["sample/merges-nested", "the wrong output of a branch", /outputs\.parameters\['text'\]/g, "outputs.parameters['other']"],
  ["sample/merges-artifacts", "the wrong artifact of a branch", /(tasks\['condition-)5('\]\.outputs\.artifacts)/g, "$16$2"],
  ["sample/loops-nested", "an item again", /\[int\(item\)\]/g, "[0]"],
  ["sample/loops-nested", "a loop that ends too soon", /"count":"\{\{=len\(/g, '"count":"{{=-1 + len('],
  [
    "sample/gathering-kept",
    "a list that is not gathered",
    /"expression":"tasks\['loop'\]\.status/,
    '"expression":"true ? \\"[]\\" : tasks[\'loop\'].status',
  ],
  ["sample/finally-nested", "a clean-up that is not waited for", /"depends":"\([^"]*"/, '"depends":""'],
  ["sample/catch-merges", "a constant that another takes the place of", /trained/g, "backup"],
  ["kfp/critical/pipeline_with_retry.yaml", "too few attempts", /"limit":"3"/, '"limit":"1"'],
  ["kfp/failing/pipeline_with_exit_handler.yaml", "a failure that is forgiven", /"target":"[^"]*",/, ""],
  ["kfp/essential/pipeline_with_after.yaml", "a task that does not wait", /"depends":"print-text\.Succeeded && [^"]*",/, ""],
  ["kfp/critical/flip_coin.yaml", "a word of a command", /--executor_input/g, "--input"],
];

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
      for (const held of patience) await compare(pipeline, document, given, local, { held });
    },
  );

  test.each(controller === undefined ? [] : allPipelines())("$pipeline with made-up values", async ({ pipeline, document }) => {
    for (let seed = first; seed < first + runs; seed++) {
      const given = inputsOf(document, seed);
      const local = runLocally(document, given, seeded(document, seed));
      if (local.faults.length > 0) continue;
      const [held, lowering] = [patience[seed % patience.length]!, shapes[(seed >> 1) % shapes.length]!];
      await compare(pipeline, document, given, local, { held, lowering });
    }
  });

  test.each(spoiled.filter(([pipeline]) => isHere(pipeline)))("$1 in $0 is noticed", async (pipeline, _, pattern, replacement) => {
    const { given = {}, gives = {} } = cases.find((one) => one.pipeline === pipeline)!;
    const document = readPipeline(pipeline);
    const change = (manifests: string) => manifests.replace(pattern, replacement);
    const { manifests } = lowerToArgo(document);
    expect(change(JSON.stringify(manifests))).not.toBe(JSON.stringify(manifests));
    const { problems } = await runOnArgo(document, given, runLocally(document, given, tabled(gives)), controller!, { change });
    expect(problems).not.toEqual([]);
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
