import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { RunOptions, RunRecord } from "../src/index.ts";
import { Sandbox, type ShellTask, shellPipeline } from "./shell.ts";

const OUT = "{{$.outputs.artifacts['x'].path}}";

/** Notes in a file of the sandbox that it was executed. */
const noting = ({ folder }: Sandbox, name: string, rest: string): string => `echo ${name} >> "${folder}/executed"; ${rest}`;
const executed = ({ folder }: Sandbox): string[] => {
  const file = join(folder, "executed");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
};

/** `make` writes a file, `use` reads it; the second fails as long as the sandbox has a file `broken`. */
function chain(sandbox: Sandbox, more: Partial<ShellTask> = {}) {
  return shellPipeline({
    make: { script: noting(sandbox, "make", 'echo content > "$1"'), args: [OUT], artifacts: ["x"], ...more },
    use: {
      script: noting(sandbox, "use", `test ! -e "${sandbox.folder}/broken"; cat "$1" > "$2"`),
      args: ["{{$.inputs.artifacts['x'].path}}", "{{$.outputs.parameters['text'].output_file}}"],
      reads: { x: "make.x" },
      parameters: { text: "STRING" },
      ...more,
    },
  });
}

const cached: Partial<ShellTask> = { task: { cachingOptions: { enableCache: true } } };

const journalOf = ({ directory }: RunRecord) => join(directory, "journal.jsonl");
const storedIn = (folder: string): string => {
  const [digest = ""] = readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
  return join(folder, digest);
};

/** A run of which the first task has finished, and what goes on with it. */
async function half() {
  const sandbox = new Sandbox();
  writeFileSync(join(sandbox.folder, "broken"), "");
  const { record } = await sandbox.run(chain(sandbox));
  expect(record.state).toBe("failed");
  rmSync(join(sandbox.folder, "broken"));
  const resume = (options: Partial<RunOptions> = {}) => sandbox.run(chain(sandbox), {}, { resume: record.runId, ...options });
  return { sandbox, record, resume };
}

test("what has finished is not run again", async () => {
  const { sandbox, resume } = await half();
  const { record, task } = await resume();
  expect([record.state, task("use").outputs.parameters]).toEqual(["succeeded", { text: "content\n" }]);
  expect(executed(sandbox)).toEqual(["make", "use", "use"]);
});

test.each([1, 10, 100])("a journal that is cut %i bytes before its end loses what that line said, and nothing else", async (bytes) => {
  const { sandbox, record, resume } = await half();
  const file = journalOf(record);
  truncateSync(file, statSync(file).size - bytes);
  const again = await resume();
  expect(again.record.state).toBe("succeeded");
  expect(executed(sandbox)).toEqual(["make", "use", "use"]);
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  expect(lines.map((line) => JSON.parse(line).type)).toContain("run-ended");
});

test.each(["no JSON", '{"type":"task-ended"}', "null", "\u0000\u0000\u0000\u0000"])(
  "garbage in the middle of a journal, %j, is one clear error, and nothing is changed",
  async (garbage) => {
    const { sandbox, record, resume } = await half();
    const file = journalOf(record);
    const lines = readFileSync(file, "utf8").split("\n");
    const text = [...lines.slice(0, 2), garbage, ...lines.slice(2)].join("\n");
    writeFileSync(file, text);
    await expect(resume()).rejects.toThrow(`the journal ${file} is damaged: line 3 is no entry. Start a new run.`);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(existsSync(join(record.directory, "run.json"))).toBe(true);
    expect(executed(sandbox)).toEqual(["make", "use"]);
  },
);

test("a journal that another program has taken for itself", async () => {
  const { record, resume } = await half();
  rmSync(journalOf(record));
  mkdirSync(journalOf(record));
  await expect(resume()).rejects.toMatchObject({ name: "RunnerError", message: expect.stringContaining("cannot be read") });
});

test.each<[string, (path: string) => void]>([
  ["gone", (path) => rmSync(path)],
  ["cut", (path) => truncateSync(path, 3)],
  ["changed", (path) => writeFileSync(path, "CONTENT\n")],
])("an artifact of a finished task that is %s is made again when the run goes on", async (_what, damage) => {
  const { sandbox, record, resume } = await half();
  const path = join(storedIn(join(record.directory, "artifacts")), "x");
  chmodSync(path, 0o644);
  damage(path);
  const { task } = await resume();
  expect(task("use").outputs.parameters).toEqual({ text: "content\n" });
  expect(executed(sandbox)).toEqual(["make", "use", "make", "use"]);
});

test("a clock that was set back: times of the run go on from where they were", async () => {
  const { record, resume } = await half();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2001-01-01T00:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  const again = await resume();
  expect(again.record.state).toBe("succeeded");
  const times = again.record.tasks.flatMap(({ startedAt, finishedAt }) => [startedAt, finishedAt]);
  for (const time of [again.record.finishedAt, ...times]) expect(time! >= record.startedAt).toBe(true);
  expect(again.record.finishedAt >= record.finishedAt).toBe(true);
});

test.each<[string, (cache: string) => void]>([
  ["a bit of a cached file is flipped", (cache) => changeBit(storedIn(join(cache, "artifacts")))],
  ["a cached file is cut", (cache) => truncateSync(writable(storedIn(join(cache, "artifacts"))), 3)],
  ["a cached file is gone", (cache) => rmSync(storedIn(join(cache, "artifacts")))],
  ["all cached files are gone", (cache) => rmSync(join(cache, "artifacts"), { recursive: true })],
  ["entries have a bit flipped", (cache) => each(cache, changeBit)],
  ["entries are cut", (cache) => each(cache, (path) => truncateSync(path, 80))],
  ["entries are empty", (cache) => each(cache, (path) => truncateSync(path, 0))],
  ["an entry stands under another's key", (cache) => swap(entriesOf(cache))],
])("%s: the result is right, and cached anew", async (_what, damage) => {
  const sandbox = new Sandbox();
  const cache = join(sandbox.cwd, ".typeline/cache");
  await sandbox.run(chain(sandbox, cached));
  // The run's own files may be the same ones as the cache's.
  rmSync(sandbox.runs, { recursive: true });
  damage(cache);
  const second = await sandbox.run(chain(sandbox, cached));
  expect(second.task("use").outputs.parameters).toEqual({ text: "content\n" });
  const third = await sandbox.run(chain(sandbox, cached));
  expect(third.record.tasks.map(({ state }) => state)).toEqual(["cached", "cached"]);
  expect(third.task("use").outputs.parameters).toEqual({ text: "content\n" });
});

test("cached content that was damaged is not taken for whole by another result with the same content", async () => {
  const sandbox = new Sandbox();
  const cache = join(sandbox.cwd, ".typeline/cache");
  await sandbox.run(chain(sandbox, cached));
  rmSync(sandbox.runs, { recursive: true });
  changeBit(storedIn(join(cache, "artifacts")));
  await sandbox.run(chain(sandbox, cached), {}, { cache: false });
  const { record, task } = await sandbox.run(chain(sandbox, cached));
  expect(record.tasks.map(({ state }) => state)).toEqual(["cached", "cached"]);
  const { path = "" } = task("make").outputs.artifacts["x"] as { path?: string };
  expect(readFileSync(path, "utf8")).toBe("content\n");
});

const entriesOf = (cache: string): string[] => readdirSync(join(cache, "entries")).map((name) => join(cache, "entries", name));
function each(cache: string, damage: (path: string) => void): void {
  for (const path of entriesOf(cache)) damage(path);
}
function writable(path: string): string {
  chmodSync(path, 0o644);
  return path;
}
function changeBit(path: string): void {
  const bytes = readFileSync(writable(path));
  bytes[bytes.length >> 1]! ^= 4;
  writeFileSync(path, bytes);
  utimesSync(path, 1, 1);
}
function swap([a = "", b = ""]: string[]): void {
  const [one, two] = [readFileSync(a), readFileSync(b)];
  writeFileSync(a, two);
  writeFileSync(b, one);
}

test("a file in the place of the folder of runs", async () => {
  const sandbox = new Sandbox();
  const runsDirectory = join(sandbox.folder, "runs");
  writeFileSync(runsDirectory, "mine");
  await expect(sandbox.run(chain(sandbox), {}, { runsDirectory })).rejects.toMatchObject({
    name: "RunnerError",
    message: `the folder ${runsDirectory} for runs cannot be used: something else is in its place. Another one: --runs-dir.`,
  });
  const inside = join(runsDirectory, "inside");
  await expect(sandbox.run(chain(sandbox), {}, { runsDirectory: inside })).rejects.toThrow("a part of its path is no folder");
  expect(readFileSync(runsDirectory, "utf8")).toBe("mine");
});

test("a file in the place of the cache: the run is right, and says so once", async () => {
  const sandbox = new Sandbox();
  const cacheDirectory = join(sandbox.folder, "cache");
  writeFileSync(cacheDirectory, "mine");
  const { record, events, task } = await sandbox.run(chain(sandbox, cached), {}, { cacheDirectory });
  expect([record.state, task("use").outputs.parameters]).toEqual(["succeeded", { text: "content\n" }]);
  const notes = events.flatMap((event) => (event.type === "note" ? [event.message] : []));
  expect(notes).toEqual([expect.stringMatching(/^Not honoured on this machine: the cache, which cannot be written/)]);
  expect(readFileSync(cacheDirectory, "utf8")).toBe("mine");
});

test("a run that another process has", async () => {
  const { record, resume } = await half();
  writeFileSync(join(record.directory, "lock"), `${process.ppid}`);
  await expect(resume()).rejects.toThrow(`the run ${record.runId} is still going on, in process ${process.ppid}.`);
});

test("a run that is not there, and one whose id is a path", async () => {
  const sandbox = new Sandbox();
  for (const resume of ["nothing", "../../outside", "..", ""])
    await expect(sandbox.run(chain(sandbox), {}, { resume })).rejects.toThrow(`there is no run ${resume}`);
});

/** Only root may mount, and not in every container. */
const canMount = spawnSync("sh", ["-c", 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"']).status === 0;

test.skipIf(canMount)("no disk can be mounted here: tests of full disks and of folders that cannot be written are skipped", () => {});

/** Mounts something on a folder that it makes. */
function mounted(sandbox: Sandbox, ...args: string[]): string {
  const folder = join(sandbox.folder, "disk");
  mkdirSync(folder);
  expect(spawnSync("sh", ["-c", 'mount "$@"', "mount", ...args, folder]).status).toBe(0);
  onTestFinished(() => void spawnSync("sh", ["-c", 'umount -l "$0"', folder]));
  return folder;
}

const smallDisk = (sandbox: Sandbox, size: string): string => mounted(sandbox, "-t", "tmpfs", "-o", `size=${size}`, "tmpfs");

/** A folder that nobody can write, not even root. */
function readOnlyDisk(sandbox: Sandbox): string {
  const folder = smallDisk(sandbox, "1m");
  mkdirSync(join(folder, "runs"));
  expect(spawnSync("sh", ["-c", 'mount -o remount,ro "$0"', folder]).status).toBe(0);
  return folder;
}

test.skipIf(!canMount)("folders that cannot be written: no run without one of its own, and one without a cache", async () => {
  const sandbox = new Sandbox();
  const disk = readOnlyDisk(sandbox);
  await expect(sandbox.run(chain(sandbox), {}, { runsDirectory: join(disk, "runs") })).rejects.toMatchObject({
    name: "RunnerError",
    message: `the folder ${join(disk, "runs")} for runs cannot be used: it cannot be written. Another one: --runs-dir.`,
  });
  const { record, events } = await sandbox.run(chain(sandbox, cached), {}, { cacheDirectory: join(disk, "cache") });
  expect(record.state).toBe("succeeded");
  expect(events.filter(({ type }) => type === "note")).toHaveLength(1);
});

test.skipIf(!canMount).each<[string, string]>([
  ["by an artifact", 'head -c 3000000 /dev/zero > "$1"'],
  ["by a log", "head -c 6000000 /dev/zero | tr '\\\\0' 'x' | fold -w 1000; echo content > \"$1\""],
])("a disk that is filled %s: a clear error, and the run goes on when there is room", async (_what, fill) => {
  const sandbox = new Sandbox();
  const disk = smallDisk(sandbox, "2m");
  const pipeline = (script: string) =>
    shellPipeline({
      first: { script: noting(sandbox, "first", "true") },
      second: { script: noting(sandbox, "second", script), args: [OUT], artifacts: ["x"], after: ["first"] },
    });
  const options = { runsDirectory: join(disk, "runs"), cacheDirectory: join(disk, "cache") };
  const outcome = await sandbox.run(pipeline(fill), {}, options).then(
    ({ record }) => record.error?.message ?? record.state,
    (error: Error) => `${error.name}: ${error.message}`,
  );
  expect(outcome).toMatch(/^RunnerError: .*the disk is full.*go on with --resume\.$|^it ended with exit code 1$/);
  const [runId = ""] = readdirSync(join(disk, "runs"));
  rmSync(join(disk, "runs", runId, "logs"), { recursive: true, force: true });
  const again = await sandbox.run(pipeline('echo content > "$1"'), {}, { ...options, resume: runId });
  expect(again.record.state).toBe("succeeded");
  expect(executed(sandbox)).toEqual(["first", "second", "second"]);
});

test.skipIf(!canMount)("a disk that is full before the run begins", async () => {
  const sandbox = new Sandbox();
  const disk = smallDisk(sandbox, "64k");
  try {
    for (;;) appendFileSync(join(disk, "full"), Buffer.alloc(1000));
  } catch {}
  await expect(sandbox.run(chain(sandbox), {}, { runsDirectory: join(disk, "runs") })).rejects.toMatchObject({
    name: "RunnerError",
    message: expect.stringContaining("the disk is full"),
  });
});

test.skipIf(!canMount)(
  "a disk that fills up at each possible place of a run: a clear error or a right run, and always one that can go on",
  async () => {
    const sandbox = new Sandbox();
    const disk = smallDisk(sandbox, "256k");
    const options = { runsDirectory: join(disk, "runs"), cacheDirectory: join(sandbox.folder, "cache") };
    const outcomes = new Set<string>();
    for (let free = 4096; free <= 90_112; free += 4096) {
      rmSync(join(disk, "runs"), { recursive: true, force: true });
      rmSync(join(sandbox.folder, "executed"), { force: true });
      writeFileSync(join(disk, "full"), Buffer.alloc(256 * 1024 - free));
      const log = 'for i in 1 2 3 4 5; do head -c 3000 /dev/zero | tr "\\0" "x"; echo; done; ';
      const document = shellPipeline({
        make: { script: noting(sandbox, "make", `${log} head -c 9000 /dev/zero > "$1"`), args: [OUT], artifacts: ["x"] },
        use: {
          script: noting(sandbox, "use", `${log} wc -c < "$1" > "$2"`),
          args: ["{{$.inputs.artifacts['x'].path}}", "{{$.outputs.parameters['size'].output_file}}"],
          reads: { x: "make.x" },
          parameters: { size: "NUMBER_INTEGER" },
        },
      });
      const first = await sandbox.run(document, {}, options).then(
        ({ record }) => (record.state === "succeeded" ? "succeeded" : `failed: ${record.error?.message}`),
        (error: Error) => `${error.name}: ${error.message}`,
      );
      expect(first).toMatch(/^succeeded$|^failed: .*exit code|^failed: it wrote no output|^RunnerError: .*the disk is full/);
      outcomes.add(first.replace(/[^:]*\//, "").slice(0, 40));
      rmSync(join(disk, "full"));
      const [runId] = existsSync(join(disk, "runs")) ? readdirSync(join(disk, "runs")) : [];
      const resumed = await sandbox.run(document, {}, { ...options, resume: runId }).then(
        ({ task }) => task("use").outputs.parameters["size"],
        (error: Error) => error.message,
      );
      expect(resumed === 9000 || /stopped before it began|there is no run/.test(String(resumed)), `${free}: ${first}; ${resumed}`).toBe(
        true,
      );
    }
    expect(outcomes.size).toBeGreaterThan(2);
  },
);
