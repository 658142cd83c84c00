import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentsForArgo } from "../argo/documents.mjs";
import { cacheFolder } from "./kfp.mjs";
import { have, run, StepFailure } from "./process.mjs";

/** Options that change the shape of manifests; every pipeline is written with each. */
const shapes = [
  {},
  { artifactRoot: "s3://bucket/root", memoize: "720h" },
  { kind: "Workflow" },
  // Small enough that many pipelines are divided among manifests.
  { maxTemplates: 4 },
];

/** Argo's own validator, at a release of the range that is supported, takes every manifest that we write, but for what a profile names as impossible. */
export async function lintArgo(context) {
  if (!have("go")) return { skipped: "go is not installed, so Argo's validator cannot be built" };
  const { findings } = await import(join(context.repository, "packages", "ir", "dist", "index.js"));
  const { lowerToArgo, writeManifests } = await import(join(context.repository, "packages", "argo", "dist", "index.js"));
  const folder = join(context.scratch, "argo");
  mkdirSync(folder);
  const documents = await documentsForArgo(context);
  const written = documents.flatMap(({ file, document }, index) => {
    const impossible = findings(document, "argo").filter(({ message }) => message.severity === "error");
    return shapes.map((options, shape) => {
      const { manifests, findings: found } = lowerToArgo(document, options);
      const path = join(folder, `${index}-${shape}.yaml`);
      writeFileSync(path, writeManifests(manifests));
      return { file, path, options, impossible, found };
    });
  });
  const answers = ask(context, written);
  const wrong = written.flatMap(({ file, options, impossible, found }, index) => {
    const all = [...answers[index], ...found.map(({ message }) => `${message.code} ${message.message}`)];
    // What is no `Workflow` is said to be none.
    const isRefused = found.some(({ message }) => message.code === "TL4006");
    return all.length === 0 || impossible.length > 0 || isRefused ? [] : [`${file} ${JSON.stringify(options)}\n  ${all.join("\n  ")}`];
  });
  if (wrong.length > 0) throw new StepFailure(`${wrong.length} of ${written.length} are refused\n${wrong.slice(0, 20).join("\n")}`);
  const left = new Set(written.filter(({ impossible }) => impossible.length > 0).map(({ file }) => file));
  return `${documents.length} pipelines, ${written.length} manifests; ${left.size} have what Argo cannot run`;
}

function ask({ repository }, written) {
  const folder = join(cacheFolder(), "conformance", "argo-lint");
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "argo-lint");
  run("go", ["build", "-o", program, "."], {
    cwd: join(repository, "conformance", "go", "argo-lint"),
    env: { ...process.env, GOWORK: "off" },
  });
  const input = written.map(({ path }) => `${JSON.stringify([path])}\n`).join("");
  return run(program, [], { input })
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
