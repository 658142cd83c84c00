import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Attempt } from "../executor.ts";
import { createContainerExecutor } from "./container.ts";
import { createEngine, type EngineName } from "./engine.ts";
import { killContainers } from "./leftovers.ts";

/**
 * A program that stands in for an engine: notes how it was called, then does what the test says. Each word of a call is looked up in
 * `behaviour`, a function body by command.
 */
const fake = `#!/usr/bin/env node
const fs = require("node:fs");
const home = process.env.FAKE;
const args = process.argv.slice(2);
const envFile = args.find((arg) => arg.startsWith("--env-file="))?.slice(11);
const call = {
  args,
  env: { A: process.env.A, HOME: process.env.HOME, LINES: process.env.LINES },
  envFile: envFile && { text: fs.readFileSync(envFile, "utf8"), mode: fs.statSync(envFile).mode & 0o777, path: envFile },
};
fs.appendFileSync(home + "/calls", JSON.stringify(call) + "\\n");
const images = () => (fs.existsSync(home + "/images") ? fs.readFileSync(home + "/images", "utf8").split("\\n") : []);
const behaviour = JSON.parse(fs.readFileSync(home + "/behaviour", "utf8"));
const name = args[0] === "image" ? "inspect-image" : args[0];
if (name === "inspect-image" && behaviour[name] === undefined) {
  if (!images().includes(args[2])) process.exit(1);
  console.log(JSON.stringify([{ Config: { User: behaviour.user ?? "" } }]));
} else if (behaviour[name] !== undefined) new Function("fs", "home", "args", behaviour[name])(fs, home, args);
`;

interface Call {
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly envFile?: { text: string; mode: number; path: string };
}

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "typeline-engine-")));
  mkdirSync(join(home, "bin"));
  mkdirSync(join(home, "task"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function engine(name: EngineName, behaviour: Record<string, string> = {}, images = ["python:3.11"]) {
  writeFileSync(join(home, "bin", name), fake);
  chmodSync(join(home, "bin", name), 0o755);
  writeFileSync(join(home, "behaviour"), JSON.stringify(behaviour));
  writeFileSync(join(home, "images"), images.join("\n"));
  return createEngine(name, { PATH: `${home}/bin:${process.env["PATH"]}`, FAKE: home, HOME: "/nowhere" });
}

/** A line that is still being written is none. */
const calls = (): Call[] =>
  readFileSync(join(home, "calls"), "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const called = (command: string) => calls().filter(({ args }) => args[0] === command);

const attempt = (over: Partial<Attempt> = {}): Attempt => ({
  path: "for-loop-1[0]/fit",
  number: 2,
  runId: "iris-20261126-171500-x4k2",
  container: { image: "python:3.11" },
  image: "python:3.11",
  limits: {},
  command: ["python", "main.py"],
  env: {},
  input: {} as Attempt["input"],
  folder: join(home, "task"),
  reads: [],
  mounts: [],
  kubernetes: {},
  ...over,
});

function io(signal = new AbortController().signal) {
  const written: [string, Buffer][] = [];
  return {
    signal,
    output: (stream: string, bytes: Uint8Array) => void written.push([stream, Buffer.from(bytes)]),
    text: (stream: string) => Buffer.concat(written.filter(([one]) => one === stream).map(([, bytes]) => bytes)),
  };
}

describe("the words of `run`", () => {
  const wordsOf = async (over: Partial<Attempt>, name: EngineName = "docker", behaviour = {}) => {
    const executor = createContainerExecutor(name, engine(name, behaviour));
    expect(await executor.run(attempt(over), io())).toEqual({ ok: true });
    return called("run")[0]!.args;
  };

  test("name, label, entry point, image, arguments in this order", async () => {
    const args = await wordsOf({ command: ["sh", "-c", "echo $0", "--rm"] });
    expect(args).toContainEqual(expect.stringMatching(/^--name=typeline-iris-20261126-171500-x4k2-[0-9a-f]{12}-2$/));
    expect(args).toContain("--label=typeline.run=iris-20261126-171500-x4k2");
    expect(args).toContain("--rm");
    expect(args.slice(-5)).toEqual(["--entrypoint=sh", "python:3.11", "-c", "echo $0", "--rm"]);
  });

  test("folders keep their paths, also those with commas and quotes", async () => {
    const strange = join(home, 'a,"b');
    mkdirSync(strange);
    const args = await wordsOf({
      reads: [strange],
      workspace: join(home, "workspace"),
      mounts: [{ path: "/data", folder: join(home, "bin"), readOnly: true }],
    });
    const quoted = `${home}/a,""b`;
    expect(args.filter((arg) => arg.startsWith("--mount="))).toEqual([
      `--mount=type=bind,source=${home}/task,target=${home}/task`,
      `--mount=type=bind,source=${home}/workspace,target=${home}/workspace`,
      `--mount=type=bind,source=${home}/bin,target=/data,readonly`,
      `--mount=type=bind,"source=${quoted}","target=${quoted}",readonly`,
      `--mount=type=bind,source=${home}/workspace,target=/kfp-workspace`,
    ]);
  });

  test("limits: no more CPUs than there are, no swap", async () => {
    const args = await wordsOf({ limits: { cpus: 0.5, memory: 64 * 2 ** 20 } }, "docker", { inspect: "console.log('false')" });
    expect(args).toEqual(expect.arrayContaining(["--cpus=0.5", "--memory=67108864", "--memory-swap=67108864"]));
    expect(args).not.toContain("--rm");
    expect(called("rm")).toHaveLength(1);
    rmSync(join(home, "calls"));
    expect((await wordsOf({ limits: { cpus: 10_000 } })).join(" ")).not.toContain("--cpus");
  });

  test.each([
    [{ runAsUser: "65534", runAsGroup: "0" }, "--user=65534:0"],
    [{ runAsUser: "1000" }, "--user=1000"],
    [{ runAsGroup: "7" }, "--user=app:7"],
  ])("security context %j", async (securityContext, user) => {
    const args = await wordsOf({ kubernetes: { securityContext } }, "podman", { user: "app:3" });
    expect(args).toContain(user);
    expect(args).toContain("--cap-drop=ALL");
  });

  test("accelerators where the engine has them", async () => {
    const args = await wordsOf({ limits: { accelerators: 2 } }, "docker", { info: `console.log('{"nvidia":{},"runc":{}}')` });
    expect(args).toContain("--gpus=2");
  });
});

test("values of variables are in no argument, and what the client reads itself comes from a private file that is gone afterwards", async () => {
  const executor = createContainerExecutor("docker", engine("docker"));
  const env = { A: "s3cret", HOME: "/other", DOCKER_HOST: "tcp://secret", LINES: "a\nb" };
  expect(await executor.run(attempt({ env }), io())).toEqual({ ok: true });
  const [run] = called("run");
  expect(run!.args.join(" ")).not.toMatch(/s3cret|other|tcp/);
  expect(run!.args).toEqual(expect.arrayContaining(["--env=A", "--env=LINES"]));
  expect(run!.env).toEqual({ A: "s3cret", HOME: "/nowhere", LINES: "a\nb" });
  expect(run!.envFile).toMatchObject({ text: "HOME=/other\nDOCKER_HOST=tcp://secret\n", mode: 0o600 });
  expect(existsSync(run!.envFile!.path)).toBe(false);
});

test("what this machine's other tasks have is the image's own business", async () => {
  const executor = createContainerExecutor("docker", engine("docker"));
  const env = { PATH: process.env["PATH"]!, HOME: join(home, "task"), TMPDIR: join(home, "task"), LANG: "xx_XX", A: "1" };
  expect(await executor.run(attempt({ env }), io())).toEqual({ ok: true });
  expect(called("run")[0]!.args.filter((arg) => arg.startsWith("--env"))).toEqual(["--env=LANG", "--env=A"]);
});

test("bytes come as they are", async () => {
  const write = "process.stdout.write(Buffer.from([0, 255, 10, 13, 195])); process.stderr.write('x'.repeat(100000));";
  const executor = createContainerExecutor("docker", engine("docker", { run: write }));
  const streams = io();
  expect(await executor.run(attempt(), streams)).toEqual({ ok: true });
  expect([...streams.text("stdout")]).toEqual([0, 255, 10, 13, 195]);
  expect(streams.text("stderr")).toHaveLength(100_000);
});

test("the task's folder is opened for an image's user, but for volumes in it", async () => {
  const [outputs, shielded] = [join(home, "task/outputs"), join(home, "task/volumes/secret")];
  for (const folder of [outputs, shielded]) mkdirSync(folder, { recursive: true });
  chmodSync(join(home, "task/volumes"), 0o700);
  writeFileSync(join(outputs, "given"), "", { mode: 0o600 });
  const mounts = [{ path: "/s", folder: shielded, readOnly: true }];
  await createContainerExecutor("docker", engine("docker", { user: "1000" })).run(attempt({ mounts }), io());
  const mode = (path: string) => statSync(path).mode & 0o777;
  expect([join(home, "task"), outputs, join(outputs, "given"), join(home, "task/volumes")].map(mode)).toEqual([0o777, 0o777, 0o666, 0o700]);
});

describe("files of a container's users are made ours again where we are not root", () => {
  const foreign = async (name: EngineName, behaviour: Record<string, string> = {}) => {
    const getuid = vi.spyOn(process, "getuid").mockReturnValue(2 ** 31);
    const streams = io();
    await createContainerExecutor(name, engine(name, behaviour)).run(attempt({ workspace: join(home, "bin") }), streams);
    getuid.mockRestore();
    return streams.text("stderr").toString();
  };

  test("by podman's own namespace", async () => {
    expect(await foreign("podman")).toBe("");
    expect(called("unshare")[0]!.args).toEqual(["unshare", "chmod", "-R", "a+rwX", join(home, "task"), join(home, "bin")]);
  });

  test("by a container of docker's, without a network", async () => {
    expect(await foreign("docker")).toBe("");
    const { args } = called("run")[1]!;
    expect(args).toEqual(
      expect.arrayContaining([
        "--rm",
        "--network=none",
        "--user=0:0",
        `--mount=type=bind,source=${home}/task,target=${home}/task`,
        "--entrypoint=chmod",
      ]),
    );
    expect(args.slice(-5)).toEqual(["python:3.11", "-R", "a+rwX", join(home, "task"), join(home, "bin")]);
  });

  test("or the log says that they are not", async () => {
    expect(await foreign("podman", { unshare: "process.exit(1)" })).toMatch(
      /^podman: files in `.*task`, `.*bin` belong to the container's user/,
    );
  });

  test("what is ours is left alone", async () => {
    await createContainerExecutor("podman", engine("podman")).run(attempt(), io());
    expect(called("unshare")).toEqual([]);
  });
});

describe("failures in words", () => {
  test.each<[string, string, Partial<Attempt>, RegExp]>([
    ["an exit code", "process.exit(3)", {}, /^it ended with exit code 3$/],
    ["a signal", "process.exit(139)", {}, /^it was ended by SIGSEGV \(exit code 139\)$/],
    ["the task's own 125", "console.error('no such luck'); process.exit(125)", {}, /^it ended with exit code 125$/],
    ["the task's own 127", "process.exit(127)", {}, /^it ended with exit code 127: a program was not found$/],
    [
      "the engine's 125",
      "console.error('docker: Error response from daemon: no space left\\n\\nRun \\'docker run --help\\' for more information'); process.exit(125)",
      {},
      /^`docker` could not run the container: no space left$/,
    ],
    [
      "a program that is not in the image",
      "console.error('docker: Error response from daemon: exec: \"python\": executable file not found'); process.exit(127)",
      {},
      /^`python` cannot be run in the image `python:3\.11`: exec: /,
    ],
    [
      "a kill that the engine does not explain",
      "process.exit(137)",
      { limits: { memory: 2 ** 30 } },
      /most likely since .* its memory limit of 1 GiB$/,
    ],
    ["a kill without a limit", "process.exit(137)", {}, /^it was ended by SIGKILL \(exit code 137\)$/],
  ])("%s", async (_, run, over, message) => {
    const exit = await createContainerExecutor("docker", engine("docker", { run, inspect: "console.log('false')" })).run(
      attempt(over),
      io(),
    );
    expect(exit).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  test("out of memory, as the engine says, whatever the exit code", async () => {
    const docker = engine("docker", { run: "process.exit(1)", inspect: "console.log('true')" });
    const exit = await createContainerExecutor("docker", docker).run(attempt({ limits: { memory: 1.5 * 2 ** 30 } }), io());
    expect(exit).toEqual({ ok: false, message: "it was killed since it needed more than its memory limit of 1.5 GiB (exit code 1)" });
  });
});

describe("images", () => {
  const addImage = "fs.appendFileSync(home + '/images', '\\n' + args.at(-1)); ";
  const runWith = (name: EngineName, imagePullPolicy: string | undefined, behaviour: Record<string, string>, images: string[]) => {
    const executor = createContainerExecutor(name, engine(name, behaviour, images));
    return (streams = io()) => executor.run(attempt({ kubernetes: imagePullPolicy === undefined ? {} : { imagePullPolicy } }), streams);
  };

  test("one that is there is not pulled", async () => {
    expect(await runWith("docker", undefined, {}, ["python:3.11"])()).toEqual({ ok: true });
    expect(called("pull")).toEqual([]);
  });

  test("one that is missing is pulled once for tasks that start together, and the log says so", async () => {
    const run = runWith("docker", undefined, { pull: addImage }, []);
    const streams = [io(), io(), io()];
    expect(await Promise.all(streams.map(run))).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(called("pull")).toHaveLength(1);
    expect(streams.map(({ text }) => text("stderr").toString()).join("")).toBe("docker: pulling python:3.11\n");
  });

  test("podman is asked for the image that Docker and Kubernetes mean by a short name", async () => {
    expect(await runWith("podman", undefined, { pull: addImage }, [])()).toEqual({ ok: true });
    expect(called("pull")[0]!.args.at(-1)).toBe("docker.io/library/python:3.11");
    expect(called("run")[0]!.args).toContain("docker.io/library/python:3.11");
  });

  test("`Always` pulls what is there, once in a process", async () => {
    const run = runWith("docker", "Always", {}, ["python:3.11"]);
    expect([await run(), await run()]).toEqual([{ ok: true }, { ok: true }]);
    expect(called("pull")).toHaveLength(1);
  });

  test("`Never` says what to do", async () => {
    const message = "the image `python:3.11` is not here, and the task's pull policy is `Never`; build it, or `docker pull python:3.11`";
    expect(await runWith("docker", "Never", {}, [])()).toEqual({ ok: false, message });
  });

  test("one that cannot be pulled", async () => {
    const pull = "console.error('Error response from daemon: manifest unknown'); process.exit(1)";
    const message = /^the image `python:3.11` is not here, and it could not be pulled: manifest unknown; check its name, or log in/;
    expect(await runWith("docker", undefined, { pull }, [])()).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  test("root where the security context forbids it", async () => {
    const executor = createContainerExecutor("docker", engine("docker"));
    const exit = await executor.run(attempt({ kubernetes: { securityContext: { runAsNonRoot: true } } }), io());
    expect(exit).toEqual({ ok: false, message: expect.stringMatching(/`runAsNonRoot`.*runs as root/) });
    expect(
      await createContainerExecutor("docker", engine("docker", { user: "app" })).run(
        attempt({ kubernetes: { securityContext: { runAsNonRoot: true } } }),
        io(),
      ),
    ).toEqual({ ok: true });
  });
});

describe("what is refused", () => {
  const refusal = async (over: Partial<Attempt>, behaviour = {}) =>
    createContainerExecutor("docker", engine("docker", behaviour)).refuses(attempt(over));

  test("nothing of an ordinary task", async () => expect(await refusal({})).toBeUndefined());

  test.each<[string, Partial<Attempt>, RegExp]>([
    ["an image that is an option", { image: "--privileged" }, /`--privileged` is not the name of an image/],
    ["no image", { image: "" }, /names no image/],
    ["no command", { command: [] }, /has no command/],
    ["a long argument", { command: ["sh", "x".repeat(130_000)] }, /^word 2 of its command has 130 kB/],
    ["a long variable", { env: { A: "x".repeat(130_000) } }, /^the variable `A` has 130 kB/],
    ["a NUL in an argument", { command: ["a\0b"] }, /NUL/],
    ["a name that stands for many", { env: { "A*": "" } }, /can be called "A\*"/],
    ["lines in what the client reads", { env: { PATH: "a\nb" } }, /`PATH` has more than one line/],
    ["accelerators", { limits: { accelerators: 1 } }, /^the task asks for an accelerator, and `docker` has none to give/],
  ])("%s", async (_, over, message) => expect(await refusal(over)).toMatch(message));

  test("all, where there is no program", async () => {
    const executor = createContainerExecutor("podman", createEngine("podman", { PATH: join(home, "bin") }));
    expect(await executor.refuses(attempt())).toBe("there is no program `podman` on PATH");
  });

  test("all, where the daemon does not answer, which is found out once", async () => {
    const docker = engine("docker", { version: "console.error('Cannot connect to the Docker daemon at unix:///x'); process.exit(1)" });
    const executor = createContainerExecutor("docker", docker);
    expect(await executor.refuses(attempt())).toBe("its daemon does not answer: Cannot connect to the Docker daemon at unix:///x");
    await executor.refuses(attempt());
    expect(called("version")).toHaveLength(1);
  });

  test("all, where the program hangs", async () => {
    const executor = createContainerExecutor("docker", engine("docker", { version: "setTimeout(() => {}, 1e6)" }));
    expect(await executor.refuses(attempt())).toBe("`docker version` did not answer within 5 s");
  });
});

describe("stopping", () => {
  const wait = "const t = setInterval(() => { if (fs.existsSync(home + '/stopped')) process.exit(143); }, 20);";
  const stopAfterStart = async (behaviour: Record<string, string>) => {
    const abort = new AbortController();
    const done = createContainerExecutor("docker", engine("docker", behaviour)).run(attempt(), io(abort.signal));
    while (!existsSync(join(home, "calls")) || called("run").length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort();
    return done;
  };

  test("asks the engine to stop the container after a grace", async () => {
    const exit = await stopAfterStart({ run: wait, stop: "fs.writeFileSync(home + '/stopped', '')" });
    expect(exit).toEqual({ ok: false, message: "it was stopped" });
    expect(called("stop")[0]!.args).toEqual(["stop", "-t", "5", expect.stringMatching(/^typeline-iris-.*-2$/)]);
  });

  test("kills the client and removes the container where the engine cannot stop it", async () => {
    const started = Date.now();
    expect(await stopAfterStart({ run: "setInterval(() => {}, 1e6)", stop: "process.exit(1)" })).toEqual({
      ok: false,
      message: "it was stopped",
    });
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(called("rm").length).toBeGreaterThan(0);
  });

  test("does not start what was stopped before", async () => {
    expect(await createContainerExecutor("docker", engine("docker")).run(attempt(), io(AbortSignal.abort()))).toEqual({
      ok: false,
      message: "it was stopped",
    });
    expect(readdirSync(home)).not.toContain("calls");
  });
});

test("leftovers of a run are found by their label, killed and removed", async () => {
  const podman = engine("podman", { ps: "console.log('abc\\ndef')" });
  expect(await killContainers("run-1", podman)).toBe(2);
  expect(called("ps")[0]!.args).toContain("--filter=label=typeline.run=run-1");
  expect(called("rm").map(({ args }) => args.at(-1))).toEqual(expect.arrayContaining(["abc", "def"]));
});

test("a container that docker is removing by itself is waited for", async () => {
  const busy = "if (!fs.existsSync(home + '/gone')) process.exit(1);";
  const inspect =
    "if (fs.existsSync(home + '/once')) { fs.writeFileSync(home + '/gone', ''); process.exit(1); } fs.writeFileSync(home + '/once', '');";
  const docker = engine("docker", { ps: "console.log('abc')", rm: busy, container: inspect });
  expect(await killContainers("run-1", docker)).toBe(1);
  expect(called("container")).toHaveLength(2);
});
