import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentsForArgo } from "../argo/documents.mjs";
import { cacheFolder } from "./kfp.mjs";
import { have, run, StepFailure } from "./process.mjs";

/** A value of each type, for inputs that a run must be given. */
const values = { STRING: 'a "text"', NUMBER_INTEGER: 7, NUMBER_DOUBLE: 0.5, BOOLEAN: true, LIST: ["{{x", 1], STRUCT: { a: { b: null } } };

/** Argo's validator takes the workflow that `typeline submit --to argo` creates, together with the templates that it applies before. */
export async function lintSubmissions(context) {
  if (!have("go")) return { skipped: "go is not installed, so Argo's validator cannot be built" };
  const packages = join(context.repository, "packages");
  const { findings } = await import(join(packages, "ir", "dist", "index.js"));
  const { lowerToArgo } = await import(join(packages, "argo", "dist", "index.js"));
  const { connectArgo, Secrets } = await import(join(packages, "submit", "dist", "index.js"));
  const folder = join(context.scratch, "argo-submissions");
  mkdirSync(folder);
  const submitted = [];
  for (const [index, { file, document }] of (await documentsForArgo(context)).entries()) {
    if (findings(document, "argo").some(({ message }) => message.severity === "error")) continue;
    const { manifests, findings: wrong } = lowerToArgo(document, { artifactRoot: "s3://bucket" });
    if (wrong.length > 0 || takesList(document)) continue;
    const requests = [];
    const connection = {
      endpoint: "localhost",
      namespace: "ml",
      env: {},
      secrets: new Secrets(),
      dryRun: (request) => requests.push(request),
    };
    const engine = await connectArgo(connection, () => manifests);
    await engine.submit(submissionOf(document));
    const paths = requests.map(({ body }, number) => {
      const path = join(folder, `${index}-${number}.yaml`);
      writeFileSync(path, JSON.stringify(body.value.workflow ?? body.value.template));
      return path;
    });
    submitted.push({ file, paths });
  }
  const answers = ask(submitted);
  const refused = submitted.flatMap(({ file }, index) =>
    answers[index].length === 0 ? [] : [`${file}\n  ${answers[index].join("\n  ")}`],
  );
  if (refused.length > 0) throw new StepFailure(`${refused.length} of ${submitted.length} are refused\n${refused.slice(0, 10).join("\n")}`);
  refusesWhatIsWrong(submitted[0]);
  return `${submitted.length} pipelines`;
}

/** A list of artifacts cannot be given to a run of Argo, which is said before anything is sent. */
function takesList({ spec }) {
  return Object.values(spec.root.inputDefinitions?.artifacts ?? {}).some(({ isArtifactList, isOptional }) => isArtifactList && !isOptional);
}

function submissionOf(document) {
  const { parameters = {}, artifacts = {} } = document.spec.root.inputDefinitions ?? {};
  const given = Object.entries(parameters).filter(
    ([, { defaultValue, parameterType }]) => defaultValue === undefined && parameterType in values,
  );
  const single = Object.entries(artifacts).filter(([, { isArtifactList }]) => !isArtifactList);
  return {
    document,
    parameters: Object.fromEntries(given.map(([name, { parameterType, literals = [] }]) => [name, literals[0] ?? values[parameterType]])),
    artifacts: Object.fromEntries(single.map(([name]) => [name, ["gs://bucket/data"]])),
    root: "s3://bucket",
  };
}

/** A validator that takes everything proves nothing: the workflow alone names a template that is not there. */
function refusesWhatIsWrong({ paths }) {
  const [found] = ask([{ paths: paths.slice(-1) }]);
  if (found.length === 0) throw new StepFailure("a workflow without its template was taken");
}

/** The program is what the step before has built. */
function ask(submitted) {
  const program = join(cacheFolder(), "conformance", "argo-lint", "argo-lint");
  return run(program, [], { input: submitted.map(({ paths }) => `${JSON.stringify(paths)}\n`).join("") })
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
