import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PipelineDocument } from "@typeline/ir";
import { expect, test } from "vitest";
import { Sandbox, type ShellTask, shellPipeline } from "./shell.ts";

const SECRETS = new Map([
  ["vault/password", "correct-horse-battery"],
  ["vault/key", "-----BEGIN KEY-----\nMIIEowIBAAKCAQEA7\nq0kLc1sD9f\n-----END KEY-----\n"],
  ["vault/pin", "48151623"],
  ["vault/quoted", 'say "hi" \\ bye'],
]);
/** What may be found nowhere. */
const TELLING = [
  "correct-horse-battery",
  "correct-ho",
  "horse-bat",
  "MIIEowIBAAKCAQEA7",
  "q0kLc1sD9f",
  "48151623",
  'say "hi"',
  'say \\"hi',
];

/** A pipeline of one task that has the secrets as variables. */
function withSecrets(task: ShellTask): PipelineDocument {
  const document = shellPipeline({ one: task });
  const keys = [...SECRETS.keys()].map((path) => path.slice("vault/".length));
  const keyToEnv = keys.map((key) => ({ secretKey: key, envVar: key.toUpperCase() }));
  const kubernetes = { deploymentSpec: { executors: { "exec-one": { secretAsEnv: [{ secretName: "vault", keyToEnv }] } } } };
  return { ...document, platforms: { platforms: { kubernetes } } } as PipelineDocument;
}

/** Texts of all files of a folder, but of artifacts. */
function textsIn(folder: string): string[] {
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => !/(?:^|\/)(?:artifacts|tasks)(?:\/|$)/.test(name) && statSync(join(folder, name)).isFile())
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

const FILE = "{{$.outputs.parameters['x'].output_file}}";
const EXECUTOR_OUTPUT = "{{$.outputs.output_file}}";

test.each<[string, ShellTask, "succeeded" | "failed"]>([
  ["prints them", { script: 'echo "$PASSWORD" "$KEY"; echo "$PIN" >&2; echo "$QUOTED"' }, "succeeded"],
  ["prints one in two parts", { script: 'printf %s "${PASSWORD%-battery}"; sleep 0.1; printf -- "-battery\\n"' }, "succeeded"],
  [
    "prints one where a long line is cut",
    { script: 'head -c 65530 /dev/zero | tr "\\0" x; printf %s "$PASSWORD"; head -c 70000 /dev/zero | tr "\\0" y' },
    "succeeded",
  ],
  ["fails with one in its last words", { script: 'echo "ValueError: $PASSWORD" >&2; exit 1' }, "failed"],
  ["gives one", { script: `printf %s "$PASSWORD" > "$1"`, args: [FILE], parameters: { x: "STRING" } }, "failed"],
  [
    "gives one inside of another text",
    { script: `printf "https://u:%s@host" "$PASSWORD" > "$1"`, args: [FILE], parameters: { x: "STRING" } },
    "failed",
  ],
  ["gives one as a number", { script: `printf %s "$PIN" > "$1"`, args: [FILE], parameters: { x: "NUMBER_INTEGER" } }, "failed"],
  ["gives one as a key", { script: `printf '{"%s": 1}' "$PASSWORD" > "$1"`, args: [FILE], parameters: { x: "STRUCT" } }, "failed"],
  [
    "gives one for a number, at the end of what a message shows",
    { script: `{ head -c 70 /dev/zero | tr "\\0" x; printf %s "$PASSWORD"; } > "$1"`, args: [FILE], parameters: { x: "NUMBER_INTEGER" } },
    "failed",
  ],
  [
    "writes one into metadata",
    {
      script: `printf '{"artifacts": {"a": {"artifacts": [{"metadata": {"k": {"%s": ["%s"]}}}]}}}' "$PIN" "$PASSWORD" > "$1"`,
      args: [EXECUTOR_OUTPUT],
      artifacts: ["a"],
    },
    "failed",
  ],
  [
    "writes one into a URI",
    {
      script: `printf '{"artifacts": {"a": {"artifacts": [{"uri": "gs://b/%s"}]}}}' "$PASSWORD" > "$1"`,
      args: [EXECUTOR_OUTPUT],
      artifacts: ["a"],
    },
    "failed",
  ],
  [
    "writes one into its executor output, which is no JSON",
    { script: `printf '%s' "$PASSWORD" > "$1"`, args: [EXECUTOR_OUTPUT] },
    "failed",
  ],
  ["names a field of its executor output so", { script: `printf '{"%s": 1}' "$PASSWORD" > "$1"`, args: [EXECUTOR_OUTPUT] }, "failed"],
  ["tells its progress with one", { script: `echo "TYPELINE_PROGRESS {\\"done\\": 0.5, \\"note\\": \\"$PASSWORD\\"}" >&2` }, "succeeded"],
  [
    "is tried again with one in its words",
    { script: 'echo "ValueError: $PASSWORD" >&2; exit 1', task: { retryPolicy: { maxRetryCount: 1 } } },
    "failed",
  ],
  [
    "puts one into an artifact",
    { script: `printf %s "$PASSWORD" > "$1"`, args: ["{{$.outputs.artifacts['a'].path}}"], artifacts: ["a"] },
    "succeeded",
  ],
])("a task that %s: no secret in what is told and stored", async (_what, task, state) => {
  const sandbox = new Sandbox();
  const cached = { ...task, task: { ...task.task, cachingOptions: { enableCache: true } } };
  const { record, events, task: find } = await sandbox.run(withSecrets(cached), {}, { secrets: SECRETS, secretsFile: "secrets.env" });
  expect(find("one").state).toBe(state);
  const told = [...textsIn(join(sandbox.cwd, ".typeline")), JSON.stringify(events), JSON.stringify(record)];
  for (const text of told) for (const telling of TELLING) expect(text).not.toContain(telling);
});

test("a secret that is missing: the name, the file and the line to add", async () => {
  const sandbox = new Sandbox();
  const { task } = await sandbox.run(
    withSecrets({ script: "true" }),
    {},
    { secrets: new Map([["vault/pin", "1"]]), secretsFile: "secrets.env" },
  );
  expect(task("one").error).toMatch(
    /the secret `vault` has no key `password` on this machine; add the line `vault\/password=VALUE` to `secrets.env`/,
  );
});
