import type { CompiledPipeline } from "@typeline/compiler";
import { type Diagnostic, diagnose, type Location, messages, relativePath } from "@typeline/diagnostics";
import { locate, writeDocument, writeJson } from "@typeline/ir";
import { countTasks } from "./count-tasks.ts";
import { sourceOf } from "./documents.ts";
import { emitKubernetes, type KubernetesOptions } from "./emit-kubernetes.ts";
import { readIfExists } from "./files.ts";
import type { CompileFlags } from "./flags.ts";
import { firstDifference, planOutputs } from "./outputs.ts";

/** A compiled pipeline as text, and where it goes. */
export interface Emitted {
  readonly pipeline: string;
  /** Absolute path, or `-` for standard output. */
  readonly path: string;
  readonly text: string;
  readonly tasks: number;
  readonly bytes: number;
}

export interface Emission {
  /** Empty when there are errors. */
  readonly files: readonly Emitted[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Turns compiled pipelines into the texts of their files. Writes nothing.
 *
 * @param kubernetes of `--format k8s`
 *
 * @throws UsageError where several pipelines would go to one file
 */
export async function emit(
  compiled: readonly CompiledPipeline[],
  flags: CompileFlags,
  cwd: string,
  outDir: string,
  kubernetes?: KubernetesOptions | undefined,
): Promise<Emission> {
  const pipelines = distinct(compiled);
  const taken = namesTakenTwice(pipelines, cwd);
  if (taken.length > 0) return { files: [], diagnostics: taken };
  const plan = planOutputs(
    pipelines.map(({ name }) => name),
    flags,
    cwd,
    outDir,
  );
  if (kubernetes !== undefined) return { files: emitKubernetes(pipelines, flags, plan, kubernetes), diagnostics: [] };
  const write = await writer(flags);
  const diagnostics: Diagnostic[] = [];
  const files = pipelines.map((pipeline): Emitted => {
    const { name, document } = pipeline;
    const { text, diagnostics: found } = write(pipeline, plan.format === "json" ? "json" : "yaml");
    diagnostics.push(...found);
    return { pipeline: name, path: plan.pathOf(name), text, tasks: countTasks(document), bytes: Buffer.byteLength(text) };
  });
  return { files, diagnostics };
}

type Write = (
  pipeline: CompiledPipeline,
  format: "yaml" | "json",
) => { readonly text: string; readonly diagnostics: readonly Diagnostic[] };

/** What writes a pipeline's file. Argo's is loaded for those who ask for it. */
async function writer(flags: CompileFlags): Promise<Write> {
  if (flags.target?.engine !== "argo") {
    // Vertex AI's own SDK reads files of one document (`yaml_utils.py`), and of the platforms' nothing.
    const partOf = ({ document }: CompiledPipeline) => (flags.target?.engine === "vertex" ? { spec: document.spec } : document);
    return (pipeline, format) => ({
      text: format === "json" ? writeJson(partOf(pipeline)) : writeDocument(partOf(pipeline)),
      diagnostics: [],
    });
  }
  const { argoManifests, argoText } = await import("./argo.ts");
  return ({ document, file }, format) => {
    const { manifests, diagnostics } = argoManifests(document, (finding) => sourceOf(locate(finding, document), file), flags);
    return { text: argoText(manifests, format), diagnostics };
  };
}

/** A pipeline that two sources name is compiled once. */
function distinct(pipelines: readonly CompiledPipeline[]): CompiledPipeline[] {
  return [...new Map(pipelines.map((pipeline) => [`${pipeline.file}#${pipeline.exportName}`, pipeline])).values()];
}

function namesTakenTwice(pipelines: readonly CompiledPipeline[], cwd: string): Diagnostic[] {
  const owners = new Map<string, CompiledPipeline>();
  return pipelines.flatMap((second) => {
    const first = owners.get(second.name);
    if (first === undefined) {
      owners.set(second.name, second);
      return [];
    }
    const [firstFile, secondFile] = [relativePath(first.file, cwd), relativePath(second.file, cwd)];
    return [
      diagnose(
        messages.pipelineNameTaken({ name: second.name, first: first.exportName, firstFile, second: second.exportName, secondFile }),
        lineOf(second.file, 1),
      ),
    ];
  });
}

/** For `--check`: the files on disk that are missing or say something else. */
export function compareWithDisk(files: readonly Emitted[], cwd: string): Diagnostic[] {
  return files.flatMap(({ path, text, pipeline }) => {
    const onDisk = readIfExists(path);
    const file = relativePath(path, cwd);
    if (onDisk === undefined) return [diagnose(messages.outputMissing({ file, pipeline }))];
    if (onDisk === text) return [];
    const line = firstDifference(onDisk, text);
    return [diagnose(messages.outputOutdated({ file, line }), lineOf(path, line))];
  });
}

function lineOf(file: string, line: number): Location {
  return { file, line, column: 1, endLine: line + 1, endColumn: 1 };
}
