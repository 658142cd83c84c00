import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensurePodman, importImage, podmanEnvironment } from "./podman.mjs";
import { run } from "./process.mjs";

const dist = new URL("../../packages/runner/dist/", import.meta.url);
const load = (path) => import(new URL(path, dist).href);

/** The container executor of the runner against real engines: podman, and docker where its daemon answers. */
export async function runInRunnersContainers({ scratch }) {
  const missing = ensurePodman();
  if (missing !== undefined) return { skipped: missing };
  const folder = mkdtempSync(join(scratch, "runner-"));
  await checkEngine("podman", podmanEnvironment(folder), folder);
  const hasDocker = spawnSync("docker", ["version"], { stdio: "ignore", timeout: 5000 }).status === 0;
  if (hasDocker) await checkEngine("docker", process.env, mkdtempSync(join(scratch, "runner-")));
  return `${Object.keys(checks).length} checks with podman${hasDocker ? " and with docker" : ""}`;
}

async function checkEngine(name, environment, scratch) {
  const call = (args) => run(name, args, { env: environment });
  const image = `localhost/typeline-conformance:runner-${process.pid}`;
  importImage(call, image, scratch);
  try {
    const bench = await createBench(name, environment, scratch, image);
    for (const [what, check] of Object.entries(checks)) {
      await check(bench).catch((error) => {
        throw new Error(`${name}: ${what}: ${error.message}`, { cause: error });
      });
    }
    assert.equal(call(["ps", "--all", "--quiet", "--filter", `label=typeline.run=${bench.runId}`]), "", "containers are left");
  } finally {
    call(["rmi", "--force", image]);
  }
}

async function createBench(name, environment, scratch, image) {
  const [{ createContainerExecutor }, { createEngine }, { killContainers }, { localSettings }, { makeVolumes }] = await Promise.all([
    load("executors/container/container.js"),
    load("executors/container/engine.js"),
    load("executors/container/leftovers.js"),
    load("settings/settings.js"),
    load("settings/make-volumes.js"),
  ]);
  const engine = createEngine(name, environment);
  const executor = createContainerExecutor(name, engine);
  const runId = `conformance-${process.pid}`;
  let count = 0;
  const attempt = (command, over = {}) => {
    const folder = mkdtempSync(join(scratch, "task, "));
    count += 1;
    const base = { path: `loop[${count}]/task`, number: 1, runId, container: { image }, image, limits: {}, env: {}, input: {} };
    return { ...base, command, folder, reads: [], mounts: [], kubernetes: {}, ...over };
  };
  /** Runs a command; `during` is called once the task has written its first byte. */
  const runTask = async (command, over, during) => {
    const one = attempt(command, over);
    assert.equal(await executor.refuses(one), undefined);
    const abort = new AbortController();
    const written = { stdout: [], stderr: [] };
    let started = false;
    const output = (stream, bytes) => {
      written[stream].push(Buffer.from(bytes));
      if (!started) during?.(abort);
      started = true;
    };
    const exit = await executor.run(one, { signal: abort.signal, output });
    const [stdout, stderr] = [written.stdout, written.stderr].map((chunks) => Buffer.concat(chunks));
    return { exit, stdout, stderr, folder: one.folder };
  };
  return { name, environment, scratch, image, engine, runId, attempt, run: runTask, killContainers, localSettings, makeVolumes };
}

const ok = { ok: true };
const failed = (message) => ({ ok: false, message });

const checks = {
  async "folders have the same paths, what is read cannot be written, the working folder is the image's"({ run, scratch }) {
    const [read, workspace] = ["read", "workspace"].map((name) => join(scratch, name));
    for (const path of [read, workspace]) mkdirSync(path);
    writeFileSync(join(read, "data"), "7");
    const script = `pwd; cat '${read}/data'; echo x > '${read}/no' 2>/dev/null || echo ' read-only'; echo kept > '${workspace}/w'; cat /kfp-workspace/w; echo out > "$OUT"`;
    const out = join(scratch, "out");
    mkdirSync(out);
    const { exit, stdout } = await run(["sh", "-c", script], { reads: [read], workspace, env: { OUT: join(out, "o") }, folder: out });
    assert.deepEqual([exit, stdout.toString()], [ok, "/\n7 read-only\nkept\n"]);
    assert.equal(readFileSync(join(out, "o"), "utf8"), "out\n");
    assert.equal(readFileSync(join(workspace, "w"), "utf8"), "kept\n");
  },

  async "bytes come as they are, many of them"({ run }) {
    const script = "process.stdout.write(Buffer.alloc(5e6, Buffer.from([0, 255, 10, 195]))); console.error('last words')";
    const { exit, stdout, stderr } = await run(["node", "-e", script]);
    assert.deepEqual(exit, ok);
    assert.equal(stdout.length, 5e6);
    assert.ok(stdout.equals(Buffer.alloc(5e6, Buffer.from([0, 255, 10, 195]))));
    assert.equal(stderr.toString(), "last words\n");
  },

  async "values of variables arrive whole and are seen in no list of processes"({ run }) {
    const env = { SECRET: "s3cret-value\nof two lines", PATH: "/bin:/s3cret-value", EMPTY: "" };
    let seen = [];
    const { exit, stdout } = await run(["sh", "-c", 'echo "$SECRET|$PATH|$EMPTY|$HOME"; sleep 1'], { env }, () => {
      seen = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes("s3cret-value"));
    });
    assert.deepEqual([exit, stdout.toString(), seen], [ok, "s3cret-value\nof two lines|/bin:/s3cret-value||/\n", []]);
  },

  async "a user without a name writes outputs, reads a secret's files, and has no capabilities"({
    run,
    scratch,
    localSettings,
    makeVolumes,
  }) {
    const volumes = join(scratch, "secret-volumes");
    const config = {
      securityContext: { runAsUser: "65534", runAsGroup: "0" },
      secretAsVolume: [{ secretName: "db", mountPath: "/mnt/db" }],
      pvcMount: [{ constant: "data", mountPath: "/data", subPath: "a/b" }],
    };
    const place = { secrets: new Map([["db/password", "pa55"]]), volumesFolder: join(scratch, "volumes"), folder: volumes };
    const settings = localSettings(config, () => undefined, { ...place, pod: { runId: "r", path: "t", number: 1, node: "n" } });
    assert.equal(makeVolumes(settings.volumes, volumes), undefined);
    const script =
      'id -u; id -g; cat /mnt/db/password; echo x 2>/dev/null > /mnt/db/x || echo " kept"; grep CapEff /proc/self/status; echo 1 > /data/one; echo 1 > /.cache/one; echo 1 > "$0/out"';
    const folder = join(scratch, "outputs");
    mkdirSync(folder, { mode: 0o700 });
    const { exit, stdout } = await run(["sh", "-c", script, folder], { folder, mounts: settings.mounts, kubernetes: settings.kubernetes });
    assert.deepEqual([exit, stdout.toString()], [ok, "65534\n0\npa55 kept\nCapEff:\t0000000000000000\n"]);
    assert.ok(existsSync(join(folder, "out")) && existsSync(join(scratch, "volumes/data/a/b/one")));
  },

  async "failures are told in words"({ run, image }) {
    const end = async (command, over) => (await run(command, over)).exit;
    assert.deepEqual(await end(["sh", "-c", "exit 3"]), failed("it ended with exit code 3"));
    assert.deepEqual(await end(["sh", "-c", "exit 125"]), failed("it ended with exit code 125"));
    assert.deepEqual(await end(["sh", "-c", "nosuch"]), failed("it ended with exit code 127: a program was not found"));
    assert.match((await end(["nosuch"])).message, /^`nosuch` cannot be run in the image `.*`: .*nosuch/);
    assert.match(
      (await end(["true"], { image: `${image}-gone`, kubernetes: { imagePullPolicy: "Never" } })).message,
      /is not here, and the task's pull policy is `Never`/,
    );
    assert.match(
      (await end(["true"], { kubernetes: { securityContext: { runAsNonRoot: true } } })).message,
      /runs as root; set `runAsUser`/,
    );
  },

  async "limits hold: memory, and who exceeds it is told"({ run }) {
    const { exit } = await run(["node", "-e", "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1))"], {
      limits: { memory: 200 * 2 ** 20, cpus: 0.9 },
    });
    assert.match(exit.message, /it was killed .*since it needed more than its memory limit of 200 MiB/);
  },

  async "a stopped task may say goodbye, and is killed after the grace"({ run }) {
    const polite = await run(["sh", "-c", "trap 'echo bye; exit 0' TERM; echo hi; while true; do sleep 0.1; done"], {}, (abort) =>
      abort.abort(),
    );
    assert.deepEqual([polite.exit, polite.stdout.toString()], [failed("it was stopped"), "hi\nbye\n"]);
    const started = Date.now();
    const deaf = await run(["sh", "-c", "trap '' TERM; echo hi; while true; do sleep 0.1; done"], {}, (abort) => abort.abort());
    assert.deepEqual(deaf.exit, failed("it was stopped"));
    const seconds = (Date.now() - started) / 1000;
    assert.ok(seconds > 4 && seconds < 15, `took ${seconds} s`);
  },

  async "eight at once do not get into each other's way"({ run }) {
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => run(["sh", "-c", `echo ${index}`])));
    assert.deepEqual(
      all.map(({ exit, stdout }) => [exit, stdout.toString()]),
      all.map((_, index) => [ok, `${index}\n`]),
    );
  },

  async "what a killed runner left is found and removed"({ name, environment, attempt, engine, killContainers }) {
    const one = { ...attempt(["sh", "-c", "echo started; sleep 1000"]), runId: `killed-${process.pid}` };
    const program = `
      const { createContainerExecutor } = await import(${JSON.stringify(pathToFileURL(join(fileURLToPath(dist), "executors/container/container.js")).href)});
      const { createEngine } = await import(${JSON.stringify(pathToFileURL(join(fileURLToPath(dist), "executors/container/engine.js")).href)});
      const executor = createContainerExecutor("${name}", createEngine("${name}", process.env));
      await executor.run(${JSON.stringify(one)}, { signal: new AbortController().signal, output: (_, bytes) => process.stdout.write(bytes) });`;
    const runner = spawn(process.execPath, ["--input-type=module", "--eval", program], {
      env: environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => runner.stdout.once("data", resolve));
    runner.kill("SIGKILL");
    await delay(200);
    const isThere = async () => (await engine.call(["ps", "--all", "--quiet", `--filter=label=typeline.run=${one.runId}`])).stdout !== "";
    assert.ok(await isThere());
    assert.equal(await killContainers(one.runId, engine), 1);
    assert.equal(await killContainers(one.runId, engine), 0);
    const processes = () => readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(one.runId));
    // The engine's own, which notice it.
    for (let tries = 0; tries < 50 && processes().length > 0; tries += 1) await delay(100);
    assert.deepEqual(processes(), []);
  },
};

/** The words of a process; empty where it has just ended. */
function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
