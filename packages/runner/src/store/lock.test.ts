import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { lockOwner, releaseLock, takeLock, withLock } from "./lock.ts";

let path: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "typeline-lock-"));
  path = join(folder, "lock");
  return () => rmSync(folder, { recursive: true, force: true });
});

test("taken, told and released; nothing else is left", () => {
  expect(lockOwner(path)).toBeUndefined();
  expect(takeLock(path)).toBeUndefined();
  expect([lockOwner(path), takeLock(path)]).toEqual([process.pid, process.pid]);
  expect(readdirSync(dirname(path))).toEqual(["lock"]);
  releaseLock(path);
  expect([lockOwner(path), readdirSync(dirname(path))]).toEqual([undefined, []]);
});

/** A process that sleeps, and one that has ended. */
function sleeper(): number {
  const child = spawn("sleep", ["60"]);
  onTestFinished(() => void child.kill());
  return child.pid!;
}
const gone = (): number => spawnSync("true").pid;

test.each<[string, () => string, boolean]>([
  ["of a process that runs", () => `${sleeper()}`, true],
  ["of a process that is gone", () => `${gone()} 1-x`, false],
  ["of an earlier process with the number of one that runs", () => `${sleeper()} 1-another-start-of-the-machine`, false],
  ["of an earlier process with our own number", () => `${process.pid} 1-x`, false],
  ["that is empty", () => "", false],
  ["that is no number", () => "garbage", false],
  ["of a negative number, which would be a group", () => "-1", false],
])("a lock %s", (_what, content, isHeld) => {
  writeFileSync(path, content());
  expect(lockOwner(path) !== undefined).toBe(isHeld);
  expect(takeLock(path) !== undefined).toBe(isHeld);
  expect(readdirSync(dirname(path))).toEqual(["lock"]);
  if (!isHeld) expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^${process.pid} `));
  releaseLock(path);
});

test("a process that has ended, but that nobody has asked about, holds no lock", async () => {
  // The shell goes on as another program, which does not wait for its child.
  const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 60"], { stdio: ["ignore", "pipe", "ignore"] });
  onTestFinished(() => void parent.kill());
  const [bytes] = await once(parent.stdout, "data");
  const pid = Number(String(bytes));
  const state = () => /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
  while (state() !== "Z") await new Promise((resolve) => setTimeout(resolve, 10));
  writeFileSync(path, `${pid} 1-x`);
  expect(lockOwner(path)).toBeUndefined();
});

test("what many do with a lock, they do one after another", async () => {
  let [inside, most, done] = [0, 0, 0];
  const work = async () => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside--;
    done++;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(path, new AbortController().signal, work)));
  expect([most, done, existsSync(path)]).toEqual([1, 5, false]);
});

test("who waits for a lock can be stopped, and what fails gives it back", async () => {
  takeLock(path);
  const stop = AbortSignal.timeout(20);
  await expect(withLock(path, stop, async () => {})).rejects.toThrow();
  releaseLock(path);
  const failing = withLock(path, new AbortController().signal, () => Promise.reject(new Error("no")));
  await expect(failing).rejects.toThrow("no");
  expect(existsSync(path)).toBe(false);
});
