/** The folder of a pod, outside of its image, where inputs are put. */
const INPUTS = "/typeline/in";
/** An empty volume: whoever the container runs as can write there, and its parent folders exist. */
export const OUTPUTS = "/typeline/out";
/** The volume that all tasks of a run share, at the path that KFP has. */
export const WORKSPACE = "/kfp-workspace";

export const inputPath = (name: string): string => `${INPUTS}/${name}`;
export const outputPath = (name: string): string => `${OUTPUTS}/${name}`;

/** Where a component of the executor protocol writes its `ExecutorOutput`. */
export const REPORT_FILE = outputPath("executor_output.json");
/** The output parameter that carries that file. */
export const REPORT = "executor--output";

/** The path of this call in the run, from which keys of artifacts are made. */
export const PATH = "node--path";
/** The list that a loop runs over. */
export const ITEMS = "items--list";
/** Where an output artifact is to be stored. */
export const keyOf = (output: string): string => `${output}--key`;
/** What is known of an artifact besides its bytes: name, type, URI, metadata. */
export const metaOf = (artifact: string): string => `${artifact}--meta`;
/** The folder that a loop's iterations store an artifact in. */
export const folderOf = (output: string): string => `${output}--folder`;
/** The key of the task that calls a template. */
export const TASK_NAME = "task--name";
