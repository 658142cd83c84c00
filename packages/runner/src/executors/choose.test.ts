import { describe, expect, test } from "vitest";
import { choose, type Probes } from "./choose.ts";
import type { Attempt, ExecutorChoice } from "./executor.ts";

const lightweight = [
  "sh",
  "-c",
  '\npython3 -m pip install \'kfp==2.14.3\' && "$0" "$@"\n',
  "sh",
  "-ec",
  "ephemeral_component.py … kfp.dsl.executor_main",
  "code",
];
const bundle = { digest: "0".repeat(64), file: "/b.mjs" };
const volume = { path: "/data", folder: "/v", readOnly: false };

const attempt = (over: Partial<Attempt> = {}): Attempt => ({
  path: "loop[0]/fit",
  number: 1,
  runId: "r",
  container: { image: "" },
  image: "example.com/team/tool:1",
  limits: {},
  command: ["tool"],
  env: {},
  input: {} as Attempt["input"],
  folder: "/f",
  reads: [],
  mounts: [],
  kubernetes: {},
  ...over,
});

interface Machine {
  readonly engines?: readonly string[];
  readonly programs?: readonly string[];
  readonly gpu?: boolean;
  /** What these executors refuse, whatever it is. */
  readonly refusing?: readonly string[];
}

const machine = ({ engines = [], programs = [], gpu = false, refusing = [] }: Machine): Probes => ({
  hasEngine: async (name) => (engines.includes(name) ? undefined : `there is no program \`${name}\` on PATH`),
  onPath: (program) => programs.includes(program),
  refuses: (name, { limits }) => {
    if (refusing.includes(name)) return "it is too long";
    return (name === "docker" || name === "podman") && limits.accelerators !== undefined && !gpu
      ? `\`${name}\` has no accelerators`
      : undefined;
  },
});

const both = { engines: ["docker", "podman"], programs: ["sh", "tool", "node"] };
const podman = { engines: ["podman"], programs: ["sh", "tool", "node"] };
const none = { engines: [], programs: ["sh", "tool", "node"] };

describe("what runs it", () => {
  test.each<[string, Partial<Attempt>, ExecutorChoice, Machine, string, string[]]>([
    ["our own component", { bundle, command: ["node"] }, "auto", both, "worker", []],
    ["our own component that the worker refuses", { bundle }, "auto", { ...both, refusing: ["worker"] }, "docker", []],
    ["our own component with a volume", { bundle, mounts: [volume] }, "auto", both, "docker", []],
    ["kfp's Python on Python's image", { command: lightweight, image: "python:3.11" }, "auto", both, "process", []],
    ["kfp's Python on an image of its own", { command: lightweight, image: "pytorch/pytorch" }, "auto", both, "docker", []],
    ["kfp's Python on an image of its own, no engine", { command: lightweight, image: "pytorch/pytorch" }, "auto", none, "process", []],
    ["kfp's Python with a volume", { command: lightweight, image: "python:3.11", mounts: [volume] }, "auto", podman, "podman", []],
    ["a shell in a plain image", { command: ["sh"], image: "alpine" }, "auto", both, "docker", []],
    ["a shell in a plain image, docker's daemon asleep", { command: ["sh"], image: "alpine" }, "auto", podman, "podman", []],
    ["a shell in a plain image, no engine", { command: ["sh"], image: "docker.io/library/alpine:3" }, "auto", none, "process", []],
    ["any program that is here, no engine", {}, "auto", none, "process", []],
    ["what docker refuses and podman takes", {}, "auto", { ...both, refusing: ["docker"] }, "podman", []],
    ["accelerators that an engine gives", { bundle, limits: { accelerators: 1 } }, "auto", { ...both, gpu: true }, "docker", []],
    ["accelerators that none gives", { bundle, limits: { accelerators: 1 } }, "auto", both, "worker", ["accelerators"]],
    [
      "limits and users, which a worker has not",
      { bundle, limits: { cpus: 1 }, kubernetes: { securityContext: {} } },
      "auto",
      both,
      "worker",
      ["limits of CPUs and memory outside of containers", "security contexts outside of containers"],
    ],
    ["limits and users in a container", { limits: { memory: 1 }, kubernetes: { securityContext: {} } }, "auto", both, "docker", []],
    ["accelerators, chosen process", { limits: { accelerators: 1 } }, "process", both, "process", ["accelerators"]],
    ["our own component, chosen podman", { bundle }, "podman", both, "podman", []],
    ["kfp's Python, chosen docker", { command: lightweight, image: "python:3.11" }, "docker", both, "docker", []],
  ])("%s", async (_, over, wanted, where, executor, ignored) => {
    const choice = await choose(attempt(over), wanted, machine(where));
    expect(choice).toMatchObject({ executor, ignored });
    if (ignored.length > 0) expect(choice).toMatchObject({ attempt: { limits: expect.not.objectContaining({ accelerators: 1 }) } });
  });
});

describe("what nothing runs", () => {
  test.each<[string, Partial<Attempt>, ExecutorChoice, Machine, string]>([
    [
      "auto names all that was tried",
      { bundle, mounts: [volume] },
      "auto",
      none,
      "`loop[0]/fit` cannot be run on this machine (`worker`: the task mounts a volume at `/data`, which only a container can have; `docker`: there is no program `docker` on PATH; `podman`: there is no program `podman` on PATH; `process`: the task mounts a volume at `/data`, which only a container can have); install Docker or Podman, or the program",
    ],
    [
      "a program that is not here",
      { command: ["gone"] },
      "auto",
      none,
      "`loop[0]/fit` cannot be run on this machine (`docker`: there is no program `docker` on PATH; `podman`: there is no program `podman` on PATH; `process`: its program `gone` is not on PATH); install Docker or Podman, or the program",
    ],
    [
      "a worker for what is not ours",
      {},
      "worker",
      podman,
      "`loop[0]/fit`: `worker` cannot run it: the task is no component of Typeline; `--executor podman`, or `auto`, would run it",
    ],
    [
      "an engine that is not there",
      {},
      "docker",
      none,
      "`loop[0]/fit`: `docker` cannot run it: there is no program `docker` on PATH; `--executor process`, or `auto`, would run it",
    ],
    [
      "an engine that is not there, and nothing else would do",
      { mounts: [volume] },
      "docker",
      none,
      "`loop[0]/fit`: `docker` cannot run it: there is no program `docker` on PATH; install or start `docker`",
    ],
    [
      "accelerators that a chosen engine has not",
      { command: ["gone"], limits: { accelerators: 1 } },
      "podman",
      { ...podman, refusing: ["podman"] },
      "`loop[0]/fit`: `podman` cannot run it: it is too long; install Docker or Podman, or the program",
    ],
    [
      "no command",
      { command: [] },
      "process",
      none,
      "`loop[0]/fit`: `process` cannot run it: the task has no command; install Docker or Podman, or the program",
    ],
  ])("%s", async (_, over, wanted, where, error) => {
    expect(await choose(attempt(over), wanted, machine(where))).toEqual({ error });
  });
});
