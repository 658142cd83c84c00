import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "@typeline/compiler";
import type { PipelineDocument } from "@typeline/ir";
import { type RunEvent, type RunOptions, runDocument, type TaskState } from "@typeline/runner";
import { beforeAll, describe, expect, test } from "vitest";
import { withDsl, writeFiles } from "../samples/world.ts";

/** What a task does, and how it ends, whatever runs it. */
interface Misdeed {
  readonly body: string;
  readonly state: TaskState;
  readonly error?: RegExp;
  readonly options?: string;
  /** Lines that its log must have; others may be there too. */
  readonly log?: readonly string[];
}

const LEFT = /the process ended before the component had|it ended with exit code/;

const misdeeds: Readonly<Record<string, Misdeed>> = {
  exitZero: { body: "process.exit(0);", state: "failed", error: LEFT },
  exitThree: { body: "process.exit(3);", state: "failed", error: /exit/ },
  exitCode: { body: "process.exitCode = 3;", state: "succeeded" },
  abort: { body: "process.abort();", state: "failed", error: /SIGABRT/ },
  killed: { body: 'process.kill(process.pid, "SIGKILL"); for (;;);', state: "failed", error: /SIGKILL/ },
  endless: { body: "for (;;);", state: "failed", error: /it took longer than 1 s/, options: '{ timeout: "1s" }' },
  outOfMemory: {
    body: 'setFlagsFromString("--max-old-space-size=60"); const all: unknown[] = []; for (;;) all.push(new Array(5_000_000).fill(0.5));',
    state: "failed",
    error: /SIGABRT|SIGKILL|SIGTRAP|exit code/,
  },
  unhandled: {
    body: 'void Promise.reject(new Error("unhandled")); await sleep(200);',
    state: "failed",
    error: /unhandled|exit code 1/,
    log: ["unhandled"],
  },
  thrownLater: {
    body: 'setTimeout(() => { throw new Error("later"); }, 20); await sleep(300);',
    state: "failed",
    error: /later|exit code 1/,
    log: ["later"],
  },
  thrownTooLate: { body: 'setTimeout(() => { throw new Error("too late"); }, 20);', state: "succeeded" },
  neverSettles: { body: "await new Promise(() => {});", state: "failed", error: LEFT },
  throwsText: { body: 'throw "a text";', state: "failed", error: /a text|exit code 1/, log: ["a text"] },
  throwsNothing: { body: "throw undefined;", state: "failed" },
  changesFolder: { body: 'process.chdir("/tmp");', state: "succeeded" },
  changesGlobals: {
    body: "Object.assign(globalThis, { leaked: 1 }); globalThis.fetch = undefined as never; (Array.prototype as any).leaked = 1;",
    state: "succeeded",
  },
  changesIntrinsics: { body: 'JSON.stringify = () => "{}"; Object.keys = () => [];', state: "succeeded" },
  changesMaths: { body: "Math.random = () => 0.125;", state: "succeeded" },
  changesModules: { body: "fs.readFileSync = (() => { throw new Error(); }) as never; syncBuiltinESMExports();", state: "succeeded" },
  changesEnvironment: { body: 'process.env = { LEAKED: "1" }; process.umask(0o777);', state: "succeeded" },
  changesStacks: { body: 'Error.prepareStackTrace = () => "leaked"; Error.stackTraceLimit = 0;', state: "succeeded" },
  listens: { body: 'process.on("exit", () => console.log("leaked")); process.on("uncaughtException", () => {});', state: "succeeded" },
  leavesTimer: { body: 'setInterval(() => console.log("leaked"), 1);', state: "succeeded" },
  leavesQuietTimer: { body: 'setInterval(() => console.log("leaked"), 1).unref();', state: "succeeded" },
  leavesWork: { body: 'void (async () => { for (;;) { await fs.promises.stat("/"); console.log("leaked"); } })();', state: "succeeded" },
  leavesTurns: { body: 'const turn = () => { console.log("leaked"); setImmediate(turn); }; turn();', state: "succeeded" },
  leavesChild: { body: 'spawn("sleep", ["1234"], { stdio: "inherit" });', state: "succeeded" },
  leavesQuietChild: { body: 'spawn("sleep", ["1234"], { stdio: "ignore", detached: true }).unref();', state: "succeeded" },
  leavesChildThatTalks: {
    body: 'spawn("setsid", ["sh", "-c", "while :; do echo leaked; sleep 0.05; done"], { stdio: "inherit", detached: true }).unref();',
    state: "succeeded",
  },
  endsOutput: { body: "process.stdout.end(); process.stderr.destroy();", state: "succeeded" },
  closesOutput: { body: "fs.closeSync(1); fs.closeSync(2);", state: "succeeded" },
  replacesOutput: { body: "process.stdout.write = (() => true) as never; console.log = () => {};", state: "succeeded" },
  replacesExit: { body: "process.exit = (() => {}) as never; process.send = (() => {}) as never;", state: "succeeded" },
  talksALot: { body: "for (let line = 0; line < 200_000; line++) console.log(`line ${line}`);", state: "succeeded" },
};

const names = Object.keys(misdeeds);

const source = `import fs from "node:fs";
import { spawn } from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { component, pipeline } from "@typeline/dsl";

void [fs, spawn, syncBuiltinESMExports, sleep, setFlagsFromString];
let calls = 0;

/** What the next task finds: a world as new. */
const probe = component(() => {
  calls++;
  const random = [Math.random(), Math.random()];
  return JSON.stringify({
    calls,
    leaked: ["leaked" in globalThis, "leaked" in [], process.env["LEAKED"] !== undefined],
    fetch: typeof fetch,
    random: random[0] !== random[1],
    json: JSON.stringify({ a: 1 }),
    umask: process.umask(),
    here: process.cwd() === process.env["HOME"],
    reads: fs.readFileSync("/dev/null", "utf8"),
    stack: /leaked/.test(String(new Error("x").stack)),
  });
});

${[...names, "endlessForever"]
  .map(
    (name) => `const ${name}Task = component(async (): Promise<void> => {
  calls++;
  console.log("begins");
  ${misdeeds[name]?.body ?? "for (;;);"}
}, ${misdeeds[name]?.options ?? "{}"});
export const ${name} = pipeline(() => {
  const first = probe({}, { name: "first" });
  const bad = ${name}Task({}, { name: "bad", after: [first] });
  return probe({}, { name: "next", after: [bad], ifUpstream: "completed" });
});
`,
  )
  .join("\n")}
const hugeTask = component(() => "x".repeat(20 * 2 ** 20));
export const huge = pipeline(() => hugeTask({}, { name: "bad" }));

const throwsTask = component((_: {}, { env }): void => {
  console.log(env.TOKEN.slice(0, 8) + env.TOKEN.slice(8));
  throw new Error("refused: " + env.TOKEN);
}, { env: { TOKEN: { secret: "vault", key: "token" } } });
export const throwsSecret = pipeline(() => {
  throwsTask({}, { name: "bad" });
});
const givesTask = component((_: {}, { env }) => ({ found: [env.TOKEN] }), { env: { TOKEN: { secret: "vault", key: "token" } } });
export const givesSecret = pipeline(() => {
  givesTask({}, { name: "bad" });
});
`;

const FRESH = {
  calls: 1,
  leaked: [false, false, false],
  fetch: "function",
  random: true,
  json: '{"a":1}',
  umask: 0o22,
  here: true,
  reads: "",
  stack: false,
};

let folder: string;
let documents: ReadonlyMap<string, PipelineDocument>;

beforeAll(async () => {
  folder = withDsl(realpathSync(mkdtempSync(join(tmpdir(), "typeline-isolation-"))));
  const tsconfig = { strict: true, module: "nodenext", target: "es2023", noEmit: true, skipLibCheck: true, types: ["node"] };
  symlinkSync(fileURLToPath(new URL("../../../../node_modules/@types", import.meta.url)), join(folder, "node_modules/@types"));
  writeFiles(folder, {
    "package.json": '{ "type": "module" }',
    "tsconfig.json": JSON.stringify({ compilerOptions: tsconfig }),
    "misdeeds.ts": source,
  });
  const { pipelines, diagnostics } = await compile({
    cwd: folder,
    sources: [{ path: join(folder, "misdeeds.ts") }],
    target: "local",
    env: {},
  });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  documents = new Map(pipelines.map(({ exportName, document }) => [exportName, document]));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function run(name: string, options: Partial<RunOptions>) {
  const events: RunEvent[] = [];
  const record = await runDocument(
    documents.get(name)!,
    {},
    {
      cwd: folder,
      cache: false,
      concurrency: 1,
      onEvent: (event) => void events.push(event),
      ...options,
    },
  );
  const task = (path: string) => record.tasks.find((one) => one.path === path)!;
  const lines = (path: string) => events.flatMap((event) => (event.type === "task-log" && event.path === path ? [event.line] : []));
  return { record, task, lines };
}

/** Processes of a run: all have a variable of its id. */
function processesOf(runId: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, "latin1").includes(`TYPELINE_RUN=${runId}\0`);
    } catch {
      return false;
    }
  });
}

describe.each(["worker", "process"] as const)("%s", (executor) => {
  test.each(names)("%s harms nobody else", async (name) => {
    const { state, error, log = [] } = misdeeds[name]!;
    const { record, task, lines } = await run(name, { executor });
    const bad = task("bad");
    expect([bad.state, task("next").state]).toEqual([state, "succeeded"]);
    expect(JSON.parse(task("next").outputs.parameters["Output"] as string)).toEqual(FRESH);
    expect(lines("next")).toEqual([]);
    if (error) {
      expect(record).toMatchObject({ state: "failed", error: { task: "bad", message: bad.error } });
      expect(bad.error).toMatch(error);
      expect(bad.error).not.toContain("\n");
    } else expect([record.state, bad.error]).toEqual(state === "failed" ? ["failed", expect.any(String)] : ["succeeded", null]);
    expect(lines("bad")).toEqual(expect.arrayContaining(["begins"]));
    for (const text of log) expect(lines("bad").join("\n")).toContain(text);
    expect(readFileSync(bad.log!, "utf8")).toBe(`${lines("bad").join("\n")}\n`);
    // What was killed may take a moment to go.
    await expect.poll(() => processesOf(record.runId), { timeout: 5000 }).toEqual([]);
  });

  test("a result of 20 MiB is refused", async () => {
    const { record, task } = await run("huge", { executor });
    expect(task("bad").error).toMatch(
      /^its (?:output "Output"|executor output) has \d+ bytes, and a parameter may have 16777216: give it as an artifact$/,
    );
    expect(record.state).toBe("failed");
  });

  test.each([
    ["throwsSecret", /refused: \*\*\*|exit code 1/],
    ["givesSecret", /holds the secret vault\/token/],
  ])("%s: no secret in what is told and stored", async (name, error) => {
    const events: RunEvent[] = [];
    const secrets = new Map([["vault/token", "correct-horse-battery"]]);
    const { record, task } = await run(name, { executor, secrets, onEvent: (event) => void events.push(event) });
    expect(task("bad").error).toMatch(error);
    const files = (readdirSync(record.directory, { recursive: true }) as string[]).filter((file) => !/^(?:artifacts|tasks)/.test(file));
    const stored = files
      .filter((file) => statSync(join(record.directory, file)).isFile())
      .map((file) => readFileSync(join(record.directory, file), "utf8"));
    for (const text of [JSON.stringify(events), JSON.stringify(record), ...stored]) expect(text).not.toMatch(/correct-|horse-battery/);
  });

  test("Ctrl-C ends an endless loop", async () => {
    const controller = new AbortController();
    const running = run("endlessForever", {
      executor,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "task-log") controller.abort();
      },
    });
    const { record, task } = await running;
    expect([record.state, task("bad").state]).toEqual(["cancelled", "cancelled"]);
    // What was killed may take a moment to go.
    await expect.poll(() => processesOf(record.runId), { timeout: 5000 }).toEqual([]);
  });
});
