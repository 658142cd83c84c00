// biome-ignore-all lint: what tsc says of these lines is the test
// biome-ignore-all assist/source/organizeImports: as in the contract
// biome-ignore-all format: `@ts-expect-error` stands above the line that it is about
/**
 * Type-level tests. `// @ts-expect-error` marks what tsc must refuse; `is<…>()` what it must infer. Never run: `src/types.test.ts` has tsc
 * check it with `exactOptionalPropertyTypes` off and on, `types: []` and `lib: ["es2022"]`.
 */
import {
  Artifact, artifact, buildEnv, ClassificationMetrics, component, compute, container, Dataset, HTML, importArtifact, Markdown, Metrics, Model,
  parallel, pipeline, python, taskStatus,
  type Component, type ComponentOptions, type InputsOf, type Int, type Lines, type OutputsOf, type PipelineOptions, type Task, type TaskOptions, type TaskStatus,
} from "@typeline/dsl";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function is<T extends true>(): T;

interface Row { id: string; score: number }
declare const rows: Row[];

// ------------------------------------------------------------------------------------------------------- artifacts

const table = Dataset.json(rows);
is<Same<typeof table, Dataset<Row[]>>>();
const untyped: Dataset = table;
const retyped: Dataset<Row[]> = untyped; // a bare `Dataset` fits any
// @ts-expect-error rows of another shape
const wrongRows: Dataset<{ name: string }[]> = table;
// @ts-expect-error another kind
const wrongKind: Model = table;
// @ts-expect-error a generic artifact isn't a Dataset without a cast
const narrowed: Dataset = Artifact.text("x");
const anything: Artifact = table;

const lines = Dataset.lines(rows);
is<Same<typeof lines, Dataset<Lines<Row>>>>();
// @ts-expect-error JSON Lines aren't one JSON document
const notLines: Dataset<Row[]> = lines;

class Index extends artifact("acme.Index")<{ terms: string[] }> {}
class Other extends artifact("acme.Other") {}
const index = Index.json({ terms: ["a"] });
is<Same<typeof index, Index>>();
// @ts-expect-error content of another shape
Index.json({ term: "a" });
// @ts-expect-error another title
const notIndex: Index = Other.json({ terms: [] });
Other.text("x") satisfies Other;
class Chart extends artifact("acme.Chart") { get points(): number { return 1; } }
Chart.json({ any: 1 }).points satisfies number;

async function reads() {
  (await Dataset.json({}).json()) satisfies {};
  const empty = await Dataset.json({}).json();
  is<Same<typeof empty, {}>>();
  const read = await table.json();
  is<Same<typeof read, Row[]>>();
  (await untyped.json<{ a: 1 }>()).a satisfies 1;
  for await (const row of lines.lines()) row.score satisfies number;
  (await lines.lines().toArray()) satisfies Row[];
  new Model({ framework: "onnx" }).path satisfies string;
  // @ts-expect-error a Lines dataset has no one JSON value
  (await lines.json()).length;
}

const scores = Metrics.of({ auc: 0.9, f1: 0.8 });
is<Same<typeof scores.metadata.auc, number>>();
const anyMetrics: Metrics = scores;
// @ts-expect-error no such metric
scores.metadata.acc;
// @ts-expect-error metrics are numbers
Metrics.of({ auc: "0.9" });
ClassificationMetrics.of({ confusionMatrix: { categories: ["a"], matrix: [[1]] } });
// @ts-expect-error `labels` is called `categories`, as in kfp
ClassificationMetrics.of({ confusionMatrix: { labels: ["a"], matrix: [[1]] } });
// @ts-expect-error text, not a number
HTML.of(1);

const asArtifact: Artifact = scores;
HTML.text("<p>") satisfies HTML;
Metrics.of({ auc: 1 }) satisfies Metrics<{ auc: number }>;
Model.fromUri("hf://acme/base") satisfies Model;
Dataset.fromFile("./out.json") satisfies Dataset<Row[]>;
Model.fromFolder("./checkpoint", { step: 100 }) satisfies Model;
async function* chunks() { yield "a"; yield new Uint8Array(1); }
Dataset.stream(chunks()) satisfies Dataset;

// ------------------------------------------------------------------------------------------------------ components

const load = component(async ({ source, limit = 10 }: { source: string; limit?: Int }) => ({ data: Dataset.json(rows), count: rows.length + limit + source.length }));
is<Same<InputsOf<typeof load>, { source: string; limit?: Int }>>();
is<Same<OutputsOf<typeof load>, { data: Dataset<Row[]>; count: number }>>();
const train = component(async ({ data, rate = 0.1, algorithm, columns = [] }: { data: Dataset<Row[]>; rate?: number; algorithm: "rf" | "svm"; columns?: string[] }) =>
  ({ model: Model.json({ rate, algorithm, columns, uri: data.uri }), metrics: scores }));
const score = component(async ({ model }: { model: Model }) => model.uri.length / 2);
const verdict = component(async (): Promise<"good" | "bad"> => "good");
const healthy = component(async () => Math.random() > 0.5);
const names = component(async () => ["a", "b"]);
const count = component(async () => 3 as Int);
const deploy = component(async ({ model }: { model: Model }) => { model.uri; });
const notify = component(async ({ status, text }: { status: TaskStatus; text?: string }) => { status.state satisfies string; text?.length; });
const merge = component(async ({ parts, weights }: { parts: Dataset[]; weights?: number[] }) => { weights; return parts[0]!; });
const plain = component(({ a }: { a: number }) => a + 1); // need not be async

// @ts-expect-error one object, not a bare parameter
component(async (rows: number) => rows);
// @ts-expect-error one object, not two parameters
component(async (a: string, b: string) => a + b);
// @ts-expect-error inputs want a type
component(async ({ a }) => a);
// @ts-expect-error retry is called retries
component(async () => {}, { retry: 3 });
// @ts-expect-error order belongs to a call
component(async () => {}, { after: [] });

// the environment is typed from the options
component(async (_: {}, { env, run, task, workspace, progress }) => {
  env.TOKEN satisfies string;
  env.REGION satisfies string;
  // @ts-expect-error it may be missing
  env.PROXY satisfies string;
  // @ts-expect-error not declared
  env.TOKN;
  run.scheduledAt satisfies string;
  task.attempt satisfies number;
  workspace satisfies string;
  progress(0.5, "half");
}, { env: { TOKEN: { secret: "warehouse", key: "token" }, REGION: "eu", PROXY: { configMap: "net", key: "proxy", optional: true } } });
component(async ({ a }: { a: string }, { env }) => ({ b: env.X + a }), { env: { X: "1" } }) satisfies { run: unknown };
// @ts-expect-error a secret is named by its secret and its key
component(async () => {}, { env: { TOKEN: { secret: "warehouse" } } });

// a function of one's own, shared options, components as values
async function fitModel({ data }: { data: Dataset<Row[]> }) { return { model: Model.json({ n: (await data.json()).length }) }; }
const fitted = component(fitModel, { memory: "2Gi" });
is<Same<OutputsOf<typeof fitted>, { model: Model<{ n: number }> }>>();
const onGpu = { gpu: 1, memory: "64Gi", nodeSelector: { pool: "gpu" } } satisfies TaskOptions;
component(async () => {}, { ...onGpu, timeout: "2h" });
type Trainer = Component<{ data: Dataset<Row[]> }, { model: Model }>;
const trainers: Trainer[] = [fitted, component(async ({ data, depth = 3 }: { data: Dataset; depth?: Int }) => ({ model: Model.json({ depth, from: data.uri }), extra: 1 }))];
// @ts-expect-error it wants an input that the others don't have
const notTrainer: Trainer = component(async ({ data, depth }: { data: Dataset; depth: Int }) => ({ model: Model.json({ depth, from: data.uri }) }));

// ----------------------------------------------------------------------------------------------------------- calls

export const calls = pipeline(({ source, limit, rates = [0.1], extra }: { source: string; limit?: Int; rates?: number[]; extra?: string }, { run }) => {
  const { data, count: n } = load({ source, limit }); // an optional input is passed on as it is
  load({ source, limit: undefined });
  const COLUMNS = ["a", "b"] as const;
  const t = train({ data, algorithm: "rf", columns: COLUMNS, rate: n }); // lists may be read-only
  is<Same<typeof t.metrics.metadata.f1, number>>();

  // bare outputs are the plain value
  is<Same<ReturnType<typeof verdict>, "good" | "bad">>();
  is<Same<ReturnType<typeof names>, string[]>>();
  is<Same<ReturnType<typeof count>, Int>>();
  is<Same<ReturnType<typeof healthy>, boolean>>();
  is<Same<ReturnType<typeof deploy>, Task>>();
  let label: string;
  switch (verdict()) { // exhaustive: `label` is surely assigned
    case "good": label = names()[0]!; break;
    case "bad": label = "none"; break;
  }
  let best = score({ model: t.model });
  if (best < 0.5) best = 0; // constants fit
  let chosen = t;
  if (t.metrics.metadata.auc > 0.9 && healthy()) chosen = train({ data, algorithm: "svm" });

  // named outputs spread and return without leaving a brand behind
  const spread = { ...t, label };
  is<Same<keyof typeof spread, "model" | "metrics" | "label">>();

  // order
  const d = deploy({ model: chosen.model }, { after: [t, data, best, d0(), rates.map((rate) => train({ data, rate, algorithm: "rf" }))], ifUpstream: "completed" });
  notify({ status: taskStatus(), text: extra }, { after: [d], name: "tell", gpu: undefined });
  merge({ parts: rates.map(() => data) }) satisfies Dataset;
  load({ source: run.scheduledAt });
  plain({ a: 1 }) satisfies number;

  // @ts-expect-error an input is missing
  load({});
  // @ts-expect-error inputs are missing
  load();
  // @ts-expect-error no such input
  load({ source, rows: 1 });
  // @ts-expect-error wrong type
  load({ source: 1 });
  // @ts-expect-error wrong kind of artifact
  deploy({ model: data });
  // @ts-expect-error rows of another shape
  train({ data: Dataset.json([{ id: 1 }]), algorithm: "rf" });
  // @ts-expect-error not one of the literals
  train({ data, algorithm: "rff" });
  // @ts-expect-error a task isn't its output
  deploy({ model: t });
  // @ts-expect-error no such output
  t.modle;
  // @ts-expect-error no such output
  const { acc } = t;
  // @ts-expect-error no such case
  if (verdict() === "ugly") deploy({ model: t.model });
  // @ts-expect-error options given in the place of inputs
  healthy({ retries: 2 });
  healthy({}, { retries: 2 });
  // @ts-expect-error a component is no dependency
  deploy({ model: t.model }, { after: [load] });
  // @ts-expect-error no such option
  deploy({ model: t.model }, { retry: 2 });
  // @ts-expect-error packages belong to the component
  deploy({ model: t.model }, { packages: [] });
  // @ts-expect-error an output may be missing, so it can't be read
  component(async () => (Math.random() > 0.5 ? { a: 1 } : undefined))().a;
});
declare function d0(): Task;

// --------------------------------------------------------------------------------------------------------- options

({ cpu: 2, memory: "2Gi", gpu: 1, timeout: "10m", retries: { max: 3, backoff: "1.5s" }, cache: { key: "v2" } }) satisfies TaskOptions;
({ cpu: "500m", gpu: { type: "nvidia.com/gpu", count: 2 }, requests: { cpu: 1, memory: "1Gi" }, cache: false, retries: undefined }) satisfies TaskOptions;
({ volumes: { "/data": { claim: "shared", subPath: "a" }, "/creds": { secret: "gcp" }, "/dev/shm": { emptyDir: { medium: "Memory" } } } }) satisfies TaskOptions;
const memory = { small: "1Gi", large: "64Gi" } as const;
({ memory: memory.large, timeout: buildEnv("TIMEOUT", "1h") }) satisfies TaskOptions;
declare const gigabytes: number;
({ memory: `${gigabytes}Gi` }) satisfies TaskOptions;
// @ts-expect-error no such unit
({ memory: "2 GB" }) satisfies TaskOptions;
// @ts-expect-error a length of time has a unit
({ timeout: "10 minutes" }) satisfies TaskOptions;
// @ts-expect-error seconds or milliseconds? write "30s"
({ timeout: 30 }) satisfies TaskOptions;
// @ts-expect-error a mount path is absolute
({ volumes: { data: { claim: "shared" } } }) satisfies TaskOptions;
// @ts-expect-error backoff needs max
({ retries: { backoff: "1s" } }) satisfies TaskOptions;
({ packages: ["sharp@0.34.4"], image: "node:22-slim" }) satisfies ComponentOptions;
({ ttl: { failed: "7d" }, workspace: { size: "10Gi" }, defaults: { retries: 2 } }) satisfies PipelineOptions;

// ------------------------------------------------------------------------------------------------- other components

const count2 = container<{ text: Dataset; top?: Int; mode?: "fast" | "slow"; config?: { a: number } }, { counts: Dataset; total: Int; clean: boolean }>(
  ({ text, top = 5, mode, config }, out) => ({
    image: "python:3.12-slim",
    command: ["python", "-m", "wordcount", `--top=${top}`],
    args: ["--in", text.path, text.uri, "--out", out.counts.path, "--total", out.total.path, top, ...(mode ? ["--mode", mode] : []), ...(config !== undefined ? [config] : [])],
    env: { MODE: "x" },
  }), { memory: "1Gi" });
is<Same<OutputsOf<typeof count2>, { counts: Dataset; total: Int; clean: boolean }>>();
container(() => ({ image: "busybox", command: ["true"] }))() satisfies Task;
container<{ n: Int }, Dataset>(({ n }, out) => ({ image: "busybox", command: ["seq", n, out.path] }))({ n: 1 }) satisfies Dataset;
// @ts-expect-error engines ignore an image's entry point
container(() => ({ image: "busybox" }));
// @ts-expect-error a placeholder is no number
container<{ n: Int }>(({ n }) => ({ image: "busybox", command: ["seq", n + 1] }));
// @ts-expect-error nor can its value be tested
container<{ mode: "fast" | "slow" }>(({ mode }) => ({ image: "busybox", command: ["x"], args: mode === "fast" ? ["-f"] : [] }));
// @ts-expect-error an artifact isn't an argument: its path or uri is
container<{ data: Dataset }>(({ data }) => ({ image: "busybox", command: ["cat", data] }));
// @ts-expect-error no such output
container<{}, { total: Int }>((_, out) => ({ image: "busybox", command: ["x", out.totl.path] }));

const py = python<{ data: Dataset; depth?: Int }, { model: Model; accuracy: number }>("./train.py", { function: "train", packages: ["scikit-learn==1.7.0"], image: "python:3.12-slim", gpu: 1 });
is<Same<OutputsOf<typeof py>, { model: Model; accuracy: number }>>();
// @ts-expect-error a Python file
python("./train.ts");

// ------------------------------------------------------------------------------------------------ pipelines, nesting

const inner = pipeline(({ n = 1 }: { n?: Int }) => ({ model: train({ data: load({ source: `${n}` }).data, algorithm: "rf" }).model, n: count() }));
const whole = pipeline(({ source }: { source: string }) => load({ source })); // returning a task returns its outputs
const asynchronous = pipeline(async ({ source }: { source: string }) => {
  const { data } = await load({ source });
  const parts = await Promise.all([1, 2].map(async () => data));
  return { merged: await merge({ parts }) };
});
is<Same<OutputsOf<typeof inner>["n"], Int>>();
is<Same<OutputsOf<typeof asynchronous>, { merged: Dataset }>>();

export const outer = pipeline(() => {
  inner();
  const { model, n } = inner({ n: 2 }, { displayName: "inner", cache: false });
  n satisfies number;
  deploy({ model });
  whole({ source: "x" }).data satisfies Dataset<Row[]>;
  asynchronous({ source: "x" }).merged satisfies Dataset;
  // @ts-expect-error resources are a task's
  inner({ n: 2 }, { memory: "1Gi" });
  // @ts-expect-error no such input
  inner({ m: 2 });
});
pipeline(({ day }: { day: string }) => { day; }, { schedule: { cron: "0 3 * * *", timezone: "Europe/Berlin", inputs: { day: "today" } } });
// @ts-expect-error no such input
pipeline(({ day }: { day: string }) => { day; }, { schedule: { cron: "0 3 * * *", inputs: { date: "today" } } });
// @ts-expect-error one object
pipeline((source: string) => source);

export const constructs = pipeline(({ xs }: { xs: Int[] }) => {
  const halves = parallel(xs, { limit: 4 }).map((x) => compute(() => x / 2));
  halves satisfies number[];
  compute(async () => ({ a: 1, b: "x" })).b satisfies string;
  for (const t of parallel(["a", "b"] as const, { unroll: true })) t satisfies "a" | "b";
  const raw = importArtifact(Dataset, "s3://x", { metadata: { day: xs.length } });
  const typed = importArtifact(Dataset<Row[]>, `s3://x/${xs.length}`);
  const custom = importArtifact(Index, "s3://x", { reimport: true });
  importArtifact(Metrics, "s3://metrics.json") satisfies Metrics;
  for (const trainer of trainers) trainer({ data: typed }).model satisfies Model;
  is<Same<typeof raw, Dataset>>();
  is<Same<typeof typed, Dataset<Row[]>>>();
  is<Same<typeof custom, Index>>();
  train({ data: raw, algorithm: "rf" });
  try { deploy({ model: importArtifact(Model, "s3://m") }); } finally { notify({ status: taskStatus() }); }
  buildEnv("REGION") satisfies string;
  // @ts-expect-error a limit or unrolled, not both
  parallel(xs, { limit: 2, unroll: true });
  // @ts-expect-error in pipelines too
  train({ data: custom, algorithm: "rf" });
  return { halves, note: Markdown };
});

// ------------------------------------------------------------------------------------------ tests, scripts

export async function scripts() {
  const out = await train.run({ data: Dataset.json(rows), algorithm: "rf" });
  (await out.model.json()).rate satisfies number;
  await healthy.run({}, { env: { TOKEN: "x" }, run: { id: "test" } });
  // @ts-expect-error as in a pipeline
  await train.run({ data: Dataset.json(rows) });
}
