import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AttemptIo } from "../executor.ts";
import { Guard } from "../guard.ts";
import { PythonEnvironments, type PythonStep, pythonStep } from "./python.ts";

/** Makes folders as `python3 -m venv` does; `pip install` does what a file says. What they are called with is noted. */
const python = `#!/bin/sh
echo "$2 $3" >> "$FAKE/calls"
case "$2" in
  venv) mkdir -p "$3/bin" "$3/lib/python3.11/site-packages"; cp "$0" "$3/bin/python3" ;;
  pip) . "$FAKE/pip" ;;
esac
`;

let home: string;
let guard: Guard;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "typeline-python-"));
  mkdirSync(join(home, "bin"));
  writeFileSync(join(home, "bin", "python3"), python.replaceAll("$FAKE", home));
  chmodSync(join(home, "bin", "python3"), 0o755);
  pip("true");
  vi.stubEnv("PATH", `${join(home, "bin")}:${process.env["PATH"]}`);
  guard = new Guard("test");
});
afterEach(() => {
  guard.close();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const pip = (script: string) => writeFileSync(join(home, "pip"), script);
const calls = () => (existsSync(join(home, "calls")) ? readFileSync(join(home, "calls"), "utf8").trim().split("\n") : []);
const installs = () => calls().filter((call) => call.startsWith("pip")).length;
const environments = () => new PythonEnvironments(join(home, "cache"), guard);
const step = (packages: string): PythonStep => ({ install: `python3 -m pip install '${packages}' && "$0" "$@"`, command: ["true"] });

function io(signal: AbortSignal = new AbortController().signal): AttemptIo & { said: string } {
  const it = { signal, said: "", output: (_: string, bytes: Uint8Array) => void (it.said += Buffer.from(bytes).toString()) };
  return it;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("an environment is made once for all that install the same, and told of by who makes it", async () => {
  const [own, first, second] = [environments(), io(), io()];
  const both = await Promise.all([own.prepare(step("a"), { PATH: "/bin" }, first), own.prepare(step("a"), { PATH: "/bin" }, second)]);
  const [one] = both as [Record<string, string>, Record<string, string>];
  expect(both[1]).toEqual(one);
  expect(one["PATH"]).toBe(`${one["VIRTUAL_ENV"]}/bin:/bin`);
  expect([first.said, second.said]).toEqual([expect.stringContaining("Making a virtual environment"), ""]);
  const later = io();
  expect(await environments().prepare(step("a"), { PATH: "/bin" }, later)).toEqual(one);
  expect([installs(), later.said]).toEqual([1, ""]);
  expect(await environments().prepare(step("b"), { PATH: "/bin" }, io())).not.toEqual(one);
  expect(installs()).toBe(2);
});

test("an environment that the installation makes is the active one, and sees the packages of the other", async () => {
  const install = `python3 -m venv "$TMPDIR/inner" && export VIRTUAL_ENV="$TMPDIR/inner" && python3 -m pip install 'a' && "$0" "$@"`;
  for (const own of [environments(), environments()]) {
    const made = (await own.prepare({ install, command: ["true"] }, { PATH: "/bin" }, io())) as Record<string, string>;
    const [inner, outer] = [made["VIRTUAL_ENV"]!, dirname(made["VIRTUAL_ENV"]!)];
    expect(made["PATH"]).toBe(`${inner}/bin:${outer}/bin:/bin`);
    const packages = "lib/python3.11/site-packages";
    expect(readFileSync(join(inner, packages, "outer.pth"), "utf8")).toBe(`${join(outer, packages)}\n`);
  }
  expect(installs()).toBe(1);
});

test("what could not be installed is tried again", async () => {
  const own = environments();
  pip("echo 'no such package' >&2; exit 7");
  const output = io();
  expect(await own.prepare(step("a"), {}, output)).toBe("its Python packages cannot be installed: it ended with exit code 7");
  expect(output.said).toContain("no such package");
  pip("true");
  expect(await own.prepare(step("a"), {}, io())).toHaveProperty("VIRTUAL_ENV");
});

test("one that was left half made is made anew", async () => {
  const made = (await environments().prepare(step("a"), {}, io())) as Record<string, string>;
  rmSync(join(made["VIRTUAL_ENV"]!, "typeline-environment"));
  writeFileSync(join(made["VIRTUAL_ENV"]!, "rest"), "");
  await environments().prepare(step("a"), {}, io());
  expect(existsSync(join(made["VIRTUAL_ENV"]!, "rest"))).toBe(false);
  expect(installs()).toBe(2);
});

test("a task that is stopped while it makes one takes nothing from those that wait for it", async () => {
  const own = environments();
  const stop = new AbortController();
  pip("sleep 60");
  const stopped = own.prepare(step("a"), {}, io(stop.signal));
  await until(() => installs() === 1);
  const waiting = own.prepare(step("a"), {}, io());
  pip("true");
  stop.abort();
  expect(await stopped).toMatch(/^its Python packages cannot be installed/);
  expect(await waiting).toHaveProperty("VIRTUAL_ENV");
  expect(installs()).toBe(2);
});

test("a task that is stopped while another run makes it ends", async () => {
  const stop = new AbortController();
  pip("sleep 60");
  const [others, othersStop] = [environments(), new AbortController()];
  const other = others.prepare(step("a"), {}, io(othersStop.signal));
  await until(() => installs() === 1);
  const waiting = environments().prepare(step("a"), {}, io(stop.signal));
  stop.abort();
  expect(await waiting).toBe("it was stopped while its Python packages were installed");
  othersStop.abort();
  await other;
});

test.each([
  [["sh", "-c", 'pip install x && "$0" "$@"', "python3", "-c", "1"], true],
  [["sh", "-c", "pip install x && python3 -c 1"], false],
  [["sh", "-c", 'echo "$0" "$@"', "a"], false],
  [["sh", "-c", 'pip install x && "$0" "$@"'], false],
  [["python3", "-c", "1"], false],
  [[], false],
])("%j is a component of kfp: %s", (command, isOne) => {
  expect(pythonStep(command) !== undefined).toBe(isOne);
});
