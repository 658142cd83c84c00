import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { readFile, temporaryProject, withDsl, writeFiles } from "../samples/world.ts";

const bin = fileURLToPath(new URL("../../bin/typeline.js", import.meta.url));

interface Options {
  readonly word?: string;
  readonly image?: string;
  readonly env?: string;
}

const source = ({
  word = "one",
  image = "busybox",
  env = "1",
}: Options = {}) => `import { component, container, Dataset, type Int, pipeline } from "@typeline/dsl";

const make = component(({ item }: { item: Int }) => ({
  data: Dataset.text(\`${word} \${item}\`.repeat(1000), { item }),
  folder: item * 2,
}));
const read = component(async ({ data }: { data: Dataset<string> }, { env }) => \`\${(await data.text()).length} \${env.MODE}\`, { env: { MODE: "${env}" } });
const copy = container<{ data: Dataset }, { copy: Dataset; size: Int }>(({ data }, out) => ({
  image: "${image}",
  command: ["sh", "-c", 'mkdir "$1"; cp "$0" "$1/a"; cp "$0" "$1/b"; wc -c < "$0" > "$2"'],
  args: [data.path, out.copy.path, out.size.path],
}));
const count = component(async ({ given }: { given: Dataset<string> }) => (await given.text()).length);

export const shared = pipeline(({ given, items = [1, 2, 3, 4, 5] }: { given: Dataset<string>; items?: Int[] }) => {
  const texts: string[] = [];
  const sizes: number[] = [];
  for (const item of items) {
    const { data } = make({ item });
    const { copy: copied, size } = copy({ data });
    texts.push(read({ data }));
    sizes.push(size);
  }
  const length = count({ given });
  return { texts, sizes, length };
});
`;

function project() {
  const folder = withDsl(
    temporaryProject({
      "package.json": '{ "type": "module" }',
      "tsconfig.json":
        '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2023", "noEmit": true, "skipLibCheck": true } }',
      "shared.ts": source(),
      "given.txt": "given",
    }),
  );
  // Without a container engine on PATH, \`auto\` runs programs of this machine.
  mkdirSync(join(folder, "bin"));
  for (const program of ["sh", "mkdir", "cp", "wc"]) {
    const found = process.env["PATH"]!.split(":").find((one) => existsSync(join(one, program)))!;
    symlinkSync(join(found, program), join(folder, "bin", program));
  }
  return folder;
}

interface Ran {
  readonly outputs: unknown;
  readonly states: Readonly<Record<string, string>>;
}

function run(folder: string, ...args: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { PATH: join(folder, "bin"), CI: "1" }, maxBuffer: 1 << 26 };
    execFile(process.execPath, [bin, "run", "shared.ts", "-p", "given=given.txt", "--json", ...args], options, (error, stdout, stderr) => {
      if (error) return reject(new Error(stderr));
      const { outputs, tasks } = JSON.parse(stdout);
      resolve({ outputs, states: Object.fromEntries(tasks.map(({ path, state }: { path: string; state: string }) => [path, state])) });
    });
  });
}

test("eight processes run the same pipeline with one cache: all give the same, and what the cache has is whole", async () => {
  const folder = project();
  const ran = await Promise.all(Array.from({ length: 8 }, () => run(folder)));
  for (const { outputs, states } of ran) {
    expect(outputs).toEqual(ran[0]!.outputs);
    expect(Object.keys(states)).toHaveLength(16);
    for (const state of Object.values(states)) expect(state).toMatch(/^(?:succeeded|cached)$/);
  }
  const cache = join(folder, ".typeline/cache");
  const entries = readdirSync(join(cache, "entries"));
  expect(entries).toHaveLength(16);
  for (const name of entries) {
    const [digest, ...text] = readFile(join(cache, "entries"), name).split("\n");
    expect(sha256([name.replace(".json", ""), ...text].join("\n"))).toBe(digest);
  }
  const contents = readdirSync(join(cache, "artifacts"), { withFileTypes: true });
  expect(contents).toHaveLength(10);
  for (const entry of contents) {
    expect(entry.name).toMatch(/^[0-9a-f]{64}$/);
    if (entry.isFile()) expect(sha256(readFileSync(join(cache, "artifacts", entry.name)))).toBe(entry.name);
    else expect(readdirSync(join(cache, "artifacts", entry.name)).sort()).toEqual(["a", "b"]);
  }
  expect(new Set(Object.values((await run(folder)).states))).toEqual(new Set(["cached"]));
});

test("what changes runs again, with what depends on it, and nothing else does", async () => {
  const folder = project();
  const first = await run(folder);
  const rerun = async (...args: string[]) => {
    const { states, outputs } = await run(folder, ...args);
    const ran = Object.entries(states).flatMap(([path, state]) => (state === "succeeded" ? [path] : []));
    return { ran: [...new Set(ran.map((path) => path.replace(/\[\d\]/, "[]")))].sort(), outputs };
  };
  const change = (options: Options) => writeFiles(folder, { "shared.ts": source(options) });

  expect(await rerun()).toEqual({ ran: [], outputs: first.outputs });

  change({ word: "two" });
  expect((await rerun()).ran).toEqual(["for-loop-1[]/copy", "for-loop-1[]/make", "for-loop-1[]/read"]);
  change({});
  expect(await rerun()).toEqual({ ran: [], outputs: first.outputs });

  change({ env: "2" });
  expect((await rerun()).ran).toEqual(["for-loop-1[]/read"]);
  change({ image: "alpine" });
  expect((await rerun()).ran).toEqual(["for-loop-1[]/copy"]);
  change({});

  writeFileSync(join(folder, "given.txt"), "GIVEN");
  expect((await rerun()).ran).toEqual(["count"]);
  writeFileSync(join(folder, "given.txt"), "given");
  expect((await rerun()).ran).toEqual([]);

  const { states } = await run(folder, "-p", "items=[1,6]");
  expect(
    Object.entries(states)
      .filter(([, state]) => state === "succeeded")
      .map(([path]) => path)
      .sort(),
  ).toEqual(["for-loop-1[1]/copy", "for-loop-1[1]/make", "for-loop-1[1]/read"]);
});

test("a result in the cache stays what it is when a run's artifact is changed by hand", async () => {
  const folder = project();
  const first = await run(folder);
  const runs = join(folder, ".typeline/runs");
  for (const file of readdirSync(runs, { recursive: true, withFileTypes: true }))
    if (file.isFile() && file.name === "data") {
      const path = join(file.parentPath, file.name);
      chmodSync(path, 0o644);
      writeFileSync(path, "changed by hand");
    }
  rmSync(join(folder, ".typeline/cache/entries"), { recursive: true });
  expect((await run(folder)).outputs).toEqual(first.outputs);
  expect((await run(folder)).outputs).toEqual(first.outputs);
});

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");
