import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type InputParameterSpec, type JsonValue, type KubernetesExecutorConfig, readDocument } from "@typeline/ir";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeVolumes } from "./make-volumes.ts";
import { localLimits } from "./resources.ts";
import { runSettings } from "./run.ts";
import { type LocalSettings, localSettings, type SettingsContext } from "./settings.ts";

const secrets = new Map([
  ["db/password", "pa55"],
  ["db/user", "me"],
  ["db/empty", ""],
  ["app/mode", "fast"],
]);
const pod = { runId: "iris-1", path: "loop[0]/fit", number: 1, node: "laptop" };
const context = (over: Partial<SettingsContext> = {}): SettingsContext => ({
  secrets,
  volumesFolder: "/run/volumes",
  folder: "/run/tasks/fit/volumes",
  pod,
  ...over,
});
const resolve = (spec: InputParameterSpec): JsonValue | undefined =>
  spec.componentInputParameter === undefined
    ? (spec.runtimeValue?.constant ?? null)
    : ({ secret: "db", nothing: null, number: 3 } as Record<string, JsonValue>)[spec.componentInputParameter];
const settle = (config: KubernetesExecutorConfig, over: Partial<SettingsContext> = {}) => localSettings(config, resolve, context(over));
const constant = (name: string) => ({ runtimeValue: { constant: name } });

describe("what a setting means here", () => {
  test.each<[string, KubernetesExecutorConfig, Partial<LocalSettings>]>([
    ["nothing", {}, { env: {}, mounts: [], volumes: [], secretValues: [], ignored: [] }],
    [
      "secretAsEnv, by its new field",
      { secretAsEnv: [{ secretName: "old", secretNameParameter: constant("db"), keyToEnv: [{ secretKey: "password", envVar: "PW" }] }] },
      {
        env: { PW: "pa55" },
        secretValues: ["pa55"],
        kubernetes: { secretAsEnv: [{ secretName: "db", keyToEnv: [{ secretKey: "password", envVar: "PW" }] }] },
      },
    ],
    [
      "secretAsEnv, by its deprecated field; an empty value is nothing to mask",
      {
        secretAsEnv: [
          {
            secretName: "db",
            keyToEnv: [
              { secretKey: "user", envVar: "U" },
              { secretKey: "empty", envVar: "E" },
            ],
          },
        ],
      },
      { env: { U: "me", E: "" }, secretValues: ["me"] },
    ],
    [
      "a secret named by an input",
      { secretAsEnv: [{ secretNameParameter: { componentInputParameter: "secret" }, keyToEnv: [{ secretKey: "user", envVar: "U" }] }] },
      { env: { U: "me" } },
    ],
    [
      "a secret whose name is null is left out, as in KFP",
      { secretAsEnv: [{ secretNameParameter: { componentInputParameter: "nothing" }, keyToEnv: [{ secretKey: "user", envVar: "U" }] }] },
      { env: {}, kubernetes: { secretAsEnv: [] } },
    ],
    [
      "an optional secret that is missing",
      { secretAsEnv: [{ secretName: "x", optional: true, keyToEnv: [{ secretKey: "k", envVar: "K" }] }] },
      { env: {} },
    ],
    [
      "configMapAsEnv, which is no secret",
      { configMapAsEnv: [{ configMapNameParameter: constant("app"), keyToEnv: [{ configMapKey: "mode", envVar: "MODE" }] }] },
      { env: { MODE: "fast" }, secretValues: [] },
    ],
    [
      "a variable called __proto__",
      { configMapAsEnv: [{ configMapName: "app", keyToEnv: [{ configMapKey: "mode", envVar: "__proto__" }] }] },
      { env: Object.fromEntries([["__proto__", "fast"]]) },
    ],
    [
      "secretAsVolume",
      { secretAsVolume: [{ secretName: "db", mountPath: "/mnt/s" }] },
      {
        mounts: [{ path: "/mnt/s", folder: "/run/tasks/fit/volumes/secrets/db", readOnly: true }],
        volumes: [
          {
            kind: "files",
            secret: true,
            folder: "/run/tasks/fit/volumes/secrets/db",
            files: [
              ["password", "pa55"],
              ["user", "me"],
              ["empty", ""],
            ],
          },
        ],
        secretValues: ["pa55", "me"],
      },
    ],
    [
      "configMapAsVolume",
      { configMapAsVolume: [{ configMapName: "app", mountPath: "/mnt/c" }] },
      {
        volumes: [{ kind: "files", secret: false, folder: "/run/tasks/fit/volumes/config-maps/app", files: [["mode", "fast"]] }],
        secretValues: [],
      },
    ],
    [
      "emptyDirMounts: one volume at two paths",
      {
        emptyDirMounts: [
          { volumeName: "../v", mountPath: "/a" },
          { volumeName: "../v", mountPath: "/b" },
        ],
      },
      {
        volumes: [{ kind: "empty", folder: "/run/tasks/fit/volumes/empty/%2E%2E%2Fv" }],
        mounts: ["/a", "/b"].map((path) => ({ path, folder: "/run/tasks/fit/volumes/empty/%2E%2E%2Fv", readOnly: false })),
        ignored: [],
      },
    ],
    [
      "genericEphemeralVolume, at a relative path",
      { genericEphemeralVolume: [{ volumeName: "v", mountPath: "path", size: "5Gi" }] },
      {
        mounts: [{ path: "/path", folder: "/run/tasks/fit/volumes/empty/v", readOnly: false }],
        ignored: ["sizes and storage classes of volumes"],
      },
    ],
    [
      "pvcMount with a sub-path",
      { pvcMount: [{ constant: "data", mountPath: "/data/", subPath: "a/./b" }] },
      {
        volumes: [{ kind: "claim", folder: "/run/volumes/data", subPath: "a/b" }],
        mounts: [{ path: "/data", folder: "/run/volumes/data/a/b", readOnly: false }],
        kubernetes: { pvcMount: [{ constant: "data", mountPath: "/data/", subPath: "a/./b" }] },
      },
    ],
    [
      "pvcMount by a deprecated input",
      { pvcMount: [{ componentInputParameter: "secret", mountPath: "/d" }] },
      { volumes: [{ kind: "claim", folder: "/run/volumes/db", subPath: "." }] },
    ],
    ["activeDeadlineSeconds", { activeDeadlineSeconds: "20" }, { timeout: 20 }],
    [
      "enabledSharedMemory, which is for containers",
      { enabledSharedMemory: { size: "1Gi" } },
      { ignored: [], kubernetes: { enabledSharedMemory: { size: "1Gi" } } },
    ],
    [
      "fieldPathAsEnv",
      {
        podMetadata: { labels: { team: "ml" } },
        fieldPathAsEnv: [
          ["NS", "metadata.namespace"],
          ["NODE", "spec.nodeName"],
          ["IP", "status.podIP"],
          ["RUN", "metadata.labels['pipeline/runid']"],
          ["TEAM", "metadata.labels['team']"],
          ["NONE", "metadata.annotations['toString']"],
        ].map(([name, fieldPath]) => ({ name: name!, fieldPath: fieldPath! })),
      },
      {
        env: { NS: "default", NODE: "laptop", IP: "127.0.0.1", RUN: "iris-1", TEAM: "ml", NONE: "" },
        ignored: ["labels and annotations of pods"],
      },
    ],
    [
      "what only a cluster can do",
      {
        nodeSelector: { labels: { a: "b" } },
        nodeAffinity: [{ weight: 1 }],
        podAffinity: [{ anti: true }],
        tolerations: [{ key: "a" }, { key: "b" }],
        podMetadata: {},
        imagePullSecret: [{ secretName: "x" }],
        initContainers: [{ name: "i" }],
        podResourceClaims: [{ resourceClaimTemplateName: "c" }],
        emptyDirMounts: [{ volumeName: "v", mountPath: "/v", sizeLimit: "1Gi" }],
      },
      {
        ignored: [
          "node selectors",
          "node affinity",
          "pod affinity",
          "tolerations",
          "image pull secrets",
          "init containers",
          "resource claims",
          "sizes and storage classes of volumes",
        ],
      },
    ],
  ])("%s", (_, config, expected) => expect(settle(config)).toMatchObject(expected));

  test("fields of the pod stay the same for an attempt, and differ between attempts", () => {
    const config = { fieldPathAsEnv: [{ name: "UID", fieldPath: "metadata.uid" }] };
    const uid = (number: number) => (settle(config, { pod: { ...pod, number } }) as LocalSettings).env["UID"];
    expect(uid(1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uid(1)).toBe(uid(1));
    expect(uid(1)).not.toBe(uid(2));
  });
});

describe("what is wrong, in one sentence", () => {
  const pvc = (over: object) => ({ pvcMount: [{ constant: "data", mountPath: "/data", ...over }] });
  const empty = (mountPath: string) => ({ emptyDirMounts: [{ volumeName: "v", mountPath }] });
  test.each<[string, KubernetesExecutorConfig, Partial<SettingsContext>, string | RegExp]>([
    [
      "a missing key, with the line to add to the file",
      { secretAsEnv: [{ secretName: "db", keyToEnv: [{ secretKey: "token", envVar: "T" }] }] },
      { secretsFile: "secrets.env" },
      "the secret `db` has no key `token` on this machine; add the line `db/token=VALUE` to `secrets.env`",
    ],
    [
      "a missing config map where there is no file",
      { configMapAsVolume: [{ configMapName: "x", mountPath: "/x" }] },
      {},
      /^the config map `x` is not on this machine; add a line `x\/KEY=VALUE` for each of its keys to a file, and name that with `--secrets FILE`/,
    ],
    [
      "a key that is a path",
      { secretAsVolume: [{ secretName: "s", mountPath: "/s" }] },
      { secrets: new Map([["s/../../x", "1"]]) },
      /^"\.\.\/\.\.\/x" cannot be a key/,
    ],
    ["a secret without a name", { secretAsEnv: [{}] }, {}, "the name of a secret is missing"],
    [
      "a claim whose name is null",
      { pvcMount: [{ pvcNameParameter: { componentInputParameter: "nothing" }, mountPath: "/d" }] },
      {},
      "the name of a claim is missing",
    ],
    [
      "a claim whose name is a number",
      { pvcMount: [{ pvcNameParameter: { componentInputParameter: "number" }, mountPath: "/d" }] },
      {},
      /must be a text, and is 3$/,
    ],
    ["a claim's name that leaves the folder", pvc({ constant: "../x" }), {}, /^"\.\.\/x" is not the name of a claim/],
    [
      "a sub-path that leaves the claim",
      pvc({ subPath: "a/../../b" }),
      {},
      /^the sub-path `a\/\.\.\/\.\.\/b` of the claim `data` leaves it/,
    ],
    ["an absolute sub-path", pvc({ subPath: "/etc" }), {}, /leaves it/],
    ["no mount path", empty(""), {}, "a volume has no mount path"],
    ["the root as a mount path", empty("/a/.."), {}, "no volume can be mounted at `/a/..`"],
    ["a colon in a mount path", empty("/a:rw"), {}, "no volume can be mounted at `/a:rw`"],
    ["two volumes at one path", { ...pvc({}), ...empty("/data/") }, {}, "two volumes are mounted at `/data`"],
    ["an unknown pull policy", { imagePullPolicy: "Sometimes" }, {}, /^`Sometimes` is not a pull policy/],
    ["a user that is an option", { securityContext: { runAsUser: "-1" } }, {}, /^`-1` is not the id/],
    [
      "an unknown field of the pod",
      { fieldPathAsEnv: [{ name: "X", fieldPath: "spec.secrets" }] },
      {},
      /`X` cannot have the pod's field `spec\.secrets`/,
    ],
    ["a variable without a name", { configMapAsEnv: [{ configMapName: "app", keyToEnv: [{ configMapKey: "mode" }] }] }, {}, /has no name/],
  ])("%s", (_, config, over, error) =>
    expect(settle(config, over)).toEqual({ error: typeof error === "string" ? error : expect.stringMatching(error) }),
  );
});

describe("volumes are made", () => {
  let root: string;
  beforeEach(() => void (root = realpathSync(mkdtempSync(join(tmpdir(), "typeline-volumes-")))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  const make = (config: KubernetesExecutorConfig) => {
    const place = { volumesFolder: join(root, "volumes"), folder: join(root, "own") };
    const settings = settle(config, place) as LocalSettings;
    return { problem: makeVolumes(settings.volumes, place.folder), mounts: settings.mounts };
  };

  test("files of a secret can be read in a container, and are shielded by the folder around them", () => {
    const { problem, mounts } = make({
      secretAsVolume: [{ secretName: "db", mountPath: "/s" }],
      emptyDirMounts: [{ volumeName: "v", mountPath: "/v" }],
    });
    expect(problem).toBeUndefined();
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(readdirSync(mounts[0]!.folder).sort()).toEqual(["empty", "password", "user"]);
    expect(readFileSync(join(mounts[0]!.folder, "password"), "utf8")).toBe("pa55");
    expect([join(root, "own"), mounts[0]!.folder, join(mounts[0]!.folder, "password")].map(mode)).toEqual(["700", "755", "644"]);
    expect(statSync(mounts[1]!.folder).isDirectory()).toBe(true);
  });

  test("a claim keeps what is in it", () => {
    mkdirSync(join(root, "volumes/data/a"), { recursive: true });
    writeFileSync(join(root, "volumes/data/a/kept"), "");
    const { problem, mounts } = make({ pvcMount: [{ constant: "data", mountPath: "/d", subPath: "a" }] });
    expect([problem, readdirSync(mounts[0]!.folder)]).toEqual([undefined, ["kept"]]);
  });

  test.each(["/etc", "/nowhere"])("a link to %s in a claim is not followed", (target) => {
    mkdirSync(join(root, "volumes/data"), { recursive: true });
    symlinkSync(target, join(root, "volumes/data/out"));
    expect(make({ pvcMount: [{ constant: "data", mountPath: "/d", subPath: "out/x" }] }).problem).toMatch(/`out` is a file or a link$/);
    expect(existsSync(join(target, "x"))).toBe(false);
  });
});

describe("limits", () => {
  const GiB = 2 ** 30;
  test.each([
    [undefined, {}],
    [{ resourceCpuLimit: "500m", cpuLimit: 7 }, { cpus: 0.5 }],
    [{ cpuLimit: 2 }, { cpus: 2 }],
    [{ resourceMemoryLimit: "1Gi", memoryLimit: 9 }, { memory: GiB }],
    [{ memoryLimit: 0.268435456 }, { memory: GiB / 4 }],
    [{ resourceCpuRequest: "4", memoryRequest: 3 }, {}],
    [{ resourceCpuLimit: "", resourceMemoryLimit: "" }, {}],
    [{ accelerator: { resourceType: "nvidia.com/gpu", resourceCount: "2", count: "1" } }, { accelerators: 2 }],
    [{ accelerator: { type: "NVIDIA_TESLA_T4", count: "1" } }, { accelerators: 1 }],
    [{ accelerator: { resourceType: "", resourceCount: "" } }, {}],
  ])("%j", (spec, limits) => expect(localLimits(spec)).toEqual({ limits, ignored: [] }));

  test("other makers' accelerators are ignored", () =>
    expect(localLimits({ accelerator: { resourceType: "cloud-tpus.google.com/v3", resourceCount: "8" } })).toEqual({
      limits: {},
      ignored: ["accelerators that are not NVIDIA's"],
    }));

  test.each([
    [{ resourceCpuLimit: "much" }, /^the CPU limit `much` is not/],
    [{ resourceMemoryLimit: "1Zi" }, /^the memory limit `1Zi` is not/],
    [{ accelerator: { resourceType: "nvidia.com/gpu", resourceCount: "some" } }, /^`some` is not a number of accelerators/],
  ])("%j is wrong", (spec, error) => expect(localLimits(spec)).toEqual({ error: expect.stringMatching(error) }));
});

test.each([
  [undefined, { workspace: false, ignored: [] }],
  [
    { activeDeadlineSeconds: 60, resourceTtlOnSuccess: 1 },
    { timeout: 60, workspace: false, ignored: ["deletion of ended runs"] },
  ],
  [{ workspace: { size: "1Gi" } }, { workspace: true, ignored: ["sizes and storage classes of volumes"] }],
])("a run's settings: %j", (config, expected) => expect(runSettings(config)).toEqual(expected));

const shared = fileURLToPath(new URL("../../../../../shared/conformance/kfp/", import.meta.url));
const files = existsSync(shared) ? (readdirSync(shared, { recursive: true }) as string[]).filter((name) => name.endsWith(".yaml")) : [];

test.runIf(files.length > 0)("every pipeline that kfp compiled gets settings, or is told what is missing", () => {
  let seen = 0;
  const errors = new Set<string>();
  for (const file of files) {
    const document = readDocument(readFileSync(join(shared, file), "utf8"), file).document;
    for (const config of Object.values(document?.platforms?.platforms.kubernetes?.deploymentSpec?.executors ?? {})) {
      seen += 1;
      const given = (spec: InputParameterSpec) =>
        spec.runtimeValue === undefined ? "from-elsewhere" : (spec.runtimeValue.constant ?? null);
      const settings = localSettings(config, given, context());
      if ("error" in settings) errors.add(settings.error);
      else expect(settings.kubernetes).toBeDefined();
    }
    for (const { container } of Object.values(document?.spec.deploymentSpec?.executors ?? {})) {
      const resources = container?.resources;
      if (JSON.stringify(resources ?? {}).includes("{{")) continue;
      expect(localLimits(resources)).toHaveProperty("limits");
    }
  }
  expect(seen).toBeGreaterThan(15);
  for (const error of errors)
    expect(error).toMatch(/^the (?:secret|config map) `[a-z0-9-]+` (?:has no key `[^`]+`|is not) on this machine; add /);
  expect(errors.size).toBeGreaterThan(2);
});
