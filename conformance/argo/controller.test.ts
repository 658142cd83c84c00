import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { lowerToArgo } from "@typeline/argo";
import { findings, type JsonValue, type PipelineDocument, readDocument } from "@typeline/ir";
import { afterAll, expect, test } from "vitest";
import { CelError } from "../../packages/compiler/src/meaning/samples/engine/cel.ts";
import { Engine } from "../../packages/compiler/src/meaning/samples/engine/engine.ts";
import type { Leaf } from "../../packages/compiler/src/meaning/samples/engine/executor.ts";
import { NOTHING, TaskFailed, UnsoundDocument, type Values } from "../../packages/compiler/src/meaning/samples/engine/values.ts";
import { Controller } from "./controller.ts";
import { type Call, endPod, Interface, sorted } from "./pods.ts";
import { Stubs } from "./stubs.ts";

/** The program made of `conformance/go/argo-controller`; `npm run conformance` builds it. */
const program = process.env["TYPELINE_ARGO_CONTROLLER"];
/** How many runs of each pipeline. */
const seeds = Number(process.env["TYPELINE_ARGO_RUNS"] ?? 6);
const first = Number(process.env["TYPELINE_ARGO_SEED"] ?? 1);
const only = process.env["TYPELINE_ARGO_ONLY"];

const repository = fileURLToPath(new URL("../../", import.meta.url));

const controller = program === undefined ? undefined : new Controller(program);
afterAll(() => controller?.close());

const documents = [
  ...files("packages/compiler/samples", /expected.*\.yaml$/),
  ...files("../shared/conformance/kfp/valid", /\.ya?ml$/),
].flatMap(({ name, path }) => {
  if (only !== undefined && !name.includes(only)) return [];
  const { document } = readDocument(readFileSync(path, "utf8").replaceAll("<digest>", "a".repeat(64)), path);
  return document === undefined || isBeyond(document) ? [] : [{ name, document }];
});

function files(folder: string, pattern: RegExp): { name: string; path: string }[] {
  const root = join(repository, folder);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => pattern.test(path))
    .sort()
    .map((path) => ({ name: path, path: join(root, path) }));
}

/** What the comparison has no means for: artifacts from outside, which a run must be told of, and names of tasks, which the interpreter does not have. */
function isBeyond(document: PipelineDocument): boolean {
  const required = Object.values(document.spec.root.inputDefinitions?.artifacts ?? {}).some(({ isOptional }) => !isOptional);
  const impossible = findings(document, "argo").some(({ message }) => message.severity === "error");
  return (
    required ||
    impossible ||
    /\{\{\$\.(pipeline_task|workspace_path|pipeline_root)|argostub|"resource(?:Cpu|Memory)(?:Limit|Request)":"\{\{/.test(
      JSON.stringify(document.spec),
    )
  );
}

test.skipIf(controller === undefined).each(documents)("Argo's controller does what the IR says: $name", async ({ document }) => {
  const { manifests } = lowerToArgo(document);
  withoutWaiting(manifests);
  let compared = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    const stubs = new Stubs(document, seed);
    const given = inputsOf(document, stubs, seed);
    const wanted = await interpreted(document, stubs, given);
    if (wanted === undefined) continue;
    const got = await executed(document, manifests, stubs, given);
    expect(difference(wanted, got), `seed ${seed}: ${JSON.stringify(given)}`).toBe("");
    compared++;
  }
  if (compared === 0) console.log(`no run of ${document.spec.pipelineInfo.name} can be compared`);
});

/** Nobody waits for the time between two attempts. */
function withoutWaiting(manifests: readonly { readonly spec: object }[]): void {
  for (const { spec } of manifests)
    for (const { retryStrategy } of (spec as { templates?: { retryStrategy?: { backoff?: object } }[] }).templates ?? [])
      delete retryStrategy?.backoff;
}

interface Outcome {
  readonly succeeded: boolean;
  readonly calls: readonly Call[];
  readonly outputs: Readonly<Record<string, JsonValue>>;
}

/** What only one of both has, in lines; empty where they are the same. */
function difference(wanted: Outcome, got: Outcome): string {
  const lines = ({ succeeded, calls, outputs }: Outcome) => [
    `succeeded: ${succeeded}`,
    ...calls.map((call) => JSON.stringify(call)),
    `outputs: ${JSON.stringify(sorted(outputs as JsonValue))}`,
  ];
  const [a, b] = [lines(wanted), lines(got)];
  const without = (of: readonly string[], other: readonly string[]) => {
    const left = [...other];
    return of.filter((line) => {
      const at = left.indexOf(line);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  return [...without(a, b).map((line) => `- ${line}`), ...without(b, a).map((line) => `+ ${line}`)].join("\n");
}

/** Optional inputs are left out by some seeds. */
function inputsOf(document: PipelineDocument, stubs: Stubs, seed: number): Record<string, JsonValue> {
  const declared = Object.entries(document.spec.root.inputDefinitions?.parameters ?? {});
  return Object.fromEntries(
    declared.flatMap(([name, { parameterType, isOptional, literals }], index) =>
      isOptional && (seed + index) % 2 === 0 ? [] : [[name, stubs.input(name, parameterType, literals)]],
    ),
  );
}

function interfacesOf(document: PipelineDocument): Map<string, Interface> {
  return new Map(
    Object.entries(document.spec.components ?? {}).flatMap(([key, component]) => {
      const name = key.replace(/^comp-/, "").replaceAll(/[^-a-zA-Z0-9]+/g, "-");
      return component.executorLabel === undefined ? [] : [[name, new Interface(name, component, document)] as const];
    }),
  );
}

/** `undefined` where the document has no meaning for these values, such as an index into an empty list. */
async function interpreted(
  document: PipelineDocument,
  stubs: Stubs,
  given: Readonly<Record<string, JsonValue>>,
): Promise<Outcome | undefined> {
  const calls: Call[] = [];
  const interfaces = interfacesOf(document);
  const executors = document.platforms?.platforms.typeline?.deploymentSpec?.executors ?? {};
  const components = new Map(
    Object.entries(document.spec.components ?? {}).map(([key, component]) => [
      component,
      key.replace(/^comp-/, "").replaceAll(/[^-a-zA-Z0-9]+/g, "-"),
    ]),
  );
  const run = async ({ component, inputs, attempt }: Leaf): Promise<Values> => {
    if (executors[component.executorLabel!]?.builtin === "keep") return kept(inputs);
    const own = interfaces.get(components.get(component)!)!;
    const seen = own.inputs([...inputs.parameters].map(([name, value]) => [name, renamed(value)] as const));
    const artifacts = own.all
      ? Object.fromEntries(
          [...inputs.artifacts].flatMap(([name, list]) =>
            list.length > 0 ? [[name, list.map(({ metadata }) => sorted(renamed(metadata ?? {}) as JsonValue))]] : [],
          ),
        )
      : {};
    const failed = stubs.fails(own.name, [seen, artifacts], attempt);
    calls.push({ component: own.name, inputs: seen, artifacts, attempt, failed });
    if (failed) throw new TaskFailed("failed as it was told");
    const key = [seen, artifacts];
    return {
      parameters: new Map(
        Object.entries(component.outputDefinitions?.parameters ?? {}).map(([output, { parameterType }]) => [
          output,
          stubs.output(own.name, key, output, parameterType),
        ]),
      ),
      artifacts: new Map(
        Object.keys(component.outputDefinitions?.artifacts ?? {}).map((output) => [
          output,
          [{ name: output, uri: "", metadata: own.all ? stubs.metadata(own.name, key, output) : {} }],
        ]),
      ),
    };
  };
  try {
    const ended = await new Engine(document, run).run({ ...NOTHING, parameters: new Map(Object.entries(given)) });
    return {
      succeeded: ended.state === "SUCCEEDED",
      calls: inOrder(calls),
      outputs: Object.fromEntries([...ended.outputs.parameters].map(([name, value]) => [name, sorted(renamed(value) as JsonValue)])),
    };
  } catch (error) {
    if (error instanceof CelError || error instanceof UnsoundDocument) return undefined;
    throw error;
  }
}

function kept({ parameters, artifacts }: Leaf["inputs"]): Values {
  const artifact = artifacts.get("value");
  return artifact
    ? { ...NOTHING, artifacts: new Map([["value", artifact]]) }
    : { ...NOTHING, parameters: new Map([["value", parameters.get("value")]]) };
}

/** The interpreter's name of the run, as this run is called. */
function renamed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"a run"', '"run-1"'));
}

async function executed(
  document: PipelineDocument,
  manifests: readonly object[],
  stubs: Stubs,
  given: Readonly<Record<string, JsonValue>>,
): Promise<Outcome> {
  const calls: Call[] = [];
  const interfaces = interfacesOf(document);
  const types = document.spec.root.inputDefinitions?.parameters ?? {};
  const parameters = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, types[name]!.parameterType === "STRING" ? String(value) : escaped(value)]),
  );
  const templates = manifests.filter((manifest) => (manifest as { kind: string }).kind !== "CronWorkflow");
  const run = await controller!.run(templates, parameters, (pod) => endPod(pod, interfaces, stubs, calls));
  if (run.stuck) throw new Error(`the run hangs: ${JSON.stringify(run.nodes, undefined, 1)}`);
  const outputs = document.spec.root.outputDefinitions?.parameters ?? {};
  const succeeded = run.phase === "Succeeded";
  if (!succeeded && !run.nodes.some(({ type, phase }) => type === "Pod" && phase === "Failed"))
    throw new Error(
      `the run fails without a failed pod: ${run.message} ${JSON.stringify(
        run.nodes.filter(({ phase }) => phase === "Error" || phase === "Failed"),
        undefined,
        1,
      )}`,
    );
  return {
    succeeded,
    calls: inOrder(calls),
    outputs: succeeded
      ? Object.fromEntries(
          Object.entries(outputs).flatMap(([name, { parameterType }]) => {
            const text = run.outputs[name];
            return text === undefined || (text === "null" && parameterType !== "STRING")
              ? []
              : [[name, parameterType === "STRING" ? text : sorted(JSON.parse(text) as JsonValue)]];
          }),
        )
      : {},
  };
}

/** Argo reads the arguments of a workflow as a template, and refuses one with a tag that does not end; in JSON that can be avoided. */
const escaped = (value: JsonValue): string => JSON.stringify(value).replaceAll("{{", "{\\u007b");

/** Tasks that do not wait for each other run in any order. */
const inOrder = (calls: readonly Call[]): Call[] => [...calls].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
