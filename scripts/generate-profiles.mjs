// Reads the rows of packages/ir/src/profiles and writes docs/profiles.md: what each engine makes of them, why, and how that is known.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeIfNew } from "./write-if-new.mjs";

const root = new URL("../", import.meta.url);
const source = (path) => fileURLToPath(new URL(path, root));

const titles = { kfp: "Kubeflow Pipelines 2.17", vertex: "Vertex AI", argo: "Argo", local: "local" };
const head = `<!-- Generated from packages/ir/src/profiles by \`npm run generate\`. Do not edit. -->

# What engines cannot run

The IR is one format, and engines differ in what of it they run. Each row is a feature of the IR that some engine does not simply run as
the IR says. It is found in the compiled pipeline, ours or one that Python's \`kfp\` compiled, and reported under its code.

With \`--target kfp\` (or \`kfp@2.17\`, \`vertex\`, \`argo\`, \`local\`), or in an environment that has a \`target\`, the verdict of that engine is
reported. Without a target a row that is marked with * is a warning that names the engines, and the others are silent; what no engine
can run is an error. An empty cell is fine.

\`\`\`sh
typeline check pipeline.ts --target kfp
typeline check dist/training.yaml --target argo
\`\`\`
`;

/**
 * The page as Markdown.
 *
 * @param {readonly { name: string, code: string, untargeted: string, judgements: Record<string, { verdict: string, reason: string, source: string } | undefined> }[]} features
 */
export function profilesDocument(features) {
  const engines = Object.keys(titles);
  const rows = features.map(({ name, code, untargeted, judgements }) => {
    const verdicts = engines.map((engine) => judgements[engine]?.verdict ?? "");
    return `| [${code}](diagnostics.md#${code.toLowerCase()})${untargeted === "warning" ? " *" : ""} | ${name} | ${verdicts.join(" | ")} |`;
  });
  const table = [
    `| code | feature | ${Object.values(titles).join(" | ")} |`,
    `|---|---|${engines.map(() => "---|").join("")}`,
    ...rows,
  ].join("\n");
  return `${head}\n${table}\n\n## Reasons\n\n${features.map(reasons).join("\n")}`;
}

function reasons({ name, code, judgements }) {
  const lines = Object.entries(titles).flatMap(([engine, title]) => {
    const judgement = judgements[engine];
    return judgement === undefined ? [] : [`- ${title}, ${judgement.verdict}: ${judgement.reason}. (${judgement.source})\n`];
  });
  return `### ${code}: ${name}\n\n${lines.join("")}`;
}

/** The rows, read from their TypeScript: what is built may be older. */
async function readFeatures() {
  const { outputFiles } = await build({
    entryPoints: [source("packages/ir/src/profiles/features.ts")],
    alias: { "@typeline/diagnostics": source("packages/diagnostics/src/index.ts") },
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    logLevel: "warning",
  });
  const { features } = await import(
    `data:text/javascript;base64,${Buffer.from(/** @type {{ contents: Uint8Array }} */ (outputFiles[0]).contents).toString("base64")}`
  );
  return features;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeIfNew(new URL("docs/profiles.md", root), profilesDocument(await readFeatures()));
