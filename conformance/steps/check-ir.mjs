import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run, StepFailure } from "./process.mjs";

/** Every compiled file is parsed by KFP: strictly into its protobuf, and by the SDK as a component. */
export async function checkIr(context) {
  const files = context.irFiles ?? [];
  const refused = files.filter((file) => context.refusedBySdk.has(file));
  const note = checkWithPython(
    context,
    "check_ir.py",
    files.filter((file) => !refused.includes(file)),
  );
  refusesWhatIsWrong(context, readFileSync(files[0], "utf8"));
  refusesTitles(context, refused);
  return `${note}, and ${refused.length} that we warned of`;
}

/** Where we warn that the SDK will not load an artifact's title, that must be so, and be all: the strict parse comes before it. */
function refusesTitles(context, files) {
  if (files.length === 0) throw new StepFailure("no sample has a title that the SDK refuses");
  const problems = problemsOf(context, "check_ir.py", files);
  const others = problems.filter(({ problem }) => !/schema_title|namespace/.test(problem));
  if (others.length > 0) throw new StepFailure(others.map(({ file, problem }) => `${file}: ${problem}`).join("\n"));
  const taken = files.filter((file) => !problems.some((one) => one.file === file));
  if (taken.length > 0) throw new StepFailure(`KFP's SDK takes what we warn of: ${taken.join(", ")}`);
}

/** Runs one of our Python checks on files. */
export function checkWithPython(context, script, files) {
  if (files.length === 0) throw new StepFailure("there is nothing to check");
  const problems = problemsOf(context, script, files);
  if (problems.length > 0) throw new StepFailure(problems.map(({ file, problem }) => `${file}: ${problem}`).join("\n"));
  return `${files.length} files`;
}

/** The check prints a JSON list with an entry for each problem. */
function problemsOf({ repository, python }, script, files) {
  return JSON.parse(run(python, [join(repository, "conformance", "python", script)], { input: files.join("\n") }));
}

/** A check that takes everything proves nothing: a field that KFP does not know must be found in either document. */
function refusesWhatIsWrong(context, yaml) {
  const [spec] = yaml.split("\n---\n");
  const platform = "platforms:\n  kubernetes:\n    deploymentSpec:\n      executors:\n        exec-unknown: {somethingNew: 1}\n";
  const wrong = [`somethingNew: 1\n${spec}`, `${spec}\n---\n${platform}`].map((text, index) => {
    const file = join(context.scratch, `wrong-${index}.yaml`);
    writeFileSync(file, text);
    return file;
  });
  const found = problemsOf(context, "check_ir.py", wrong).map(({ file }) => file);
  if (found.length !== wrong.length) throw new StepFailure("a file with an unknown field was taken");
}
