import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { ParameterType, PipelineDocument, PipelineTaskSpec } from "@typeline/ir";
import { onTestFinished } from "vitest";
import { type RunEvent, type RunInputs, type RunOptions, type RunRecord, runDocument, type TaskRecord } from "../src/index.ts";

/** A task whose command is a text for `sh`. Its arguments are `$1` and so on. */
export interface ShellTask {
  readonly script: string;
  readonly args?: readonly string[];
  /** Types of its output parameters. */
  readonly parameters?: Readonly<Record<string, ParameterType>>;
  /** Names of its output artifacts. */
  readonly artifacts?: readonly string[];
  /** Types of its input parameters, and where they are from. */
  readonly takes?: Readonly<
    Record<
      string,
      {
        readonly type: ParameterType;
        readonly from: NonNullable<PipelineTaskSpec["inputs"]>["parameters"] extends infer P ? P[keyof P] : never;
      }
    >
  >;
  /** Input artifacts: `task.output` by name. */
  readonly reads?: Readonly<Record<string, string>>;
  readonly after?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly image?: string;
  readonly task?: Partial<PipelineTaskSpec>;
}

const artifactType = { schemaTitle: "system.Dataset", schemaVersion: "0.0.1" };

/** A pipeline of tasks that a shell runs; the runner is given it as it is, sound or not. */
export function shellPipeline(tasks: Readonly<Record<string, ShellTask>>, name = "hostile"): PipelineDocument {
  const components: Record<string, unknown> = {};
  const executors: Record<string, unknown> = {};
  const specs: Record<string, unknown> = {};
  for (const [task, one] of Object.entries(tasks)) {
    const { script, args = [], parameters, artifacts, takes = {}, reads = {}, after = [], env = {}, image = "busybox" } = one;
    const each = <T, R>(record: Readonly<Record<string, T>>, make: (value: T, key: string) => R) =>
      Object.fromEntries(Object.entries(record).map(([key, value]) => [key, make(value, key)]));
    components[`comp-${task}`] = {
      executorLabel: `exec-${task}`,
      inputDefinitions: {
        parameters: each(takes, ({ type }) => ({ parameterType: type })),
        artifacts: each(reads, () => ({ artifactType })),
      },
      outputDefinitions: {
        parameters: each(parameters ?? {}, (parameterType) => ({ parameterType })),
        artifacts: Object.fromEntries((artifacts ?? []).map((output) => [output, { artifactType }])),
      },
    };
    executors[`exec-${task}`] = {
      container: {
        image,
        command: ["sh", "-ec", script, "sh"],
        args: [...args],
        env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
      },
    };
    const producers = Object.values(reads).map((path) => path.slice(0, path.indexOf(".")));
    specs[task] = {
      taskInfo: { name: task },
      componentRef: { name: `comp-${task}` },
      dependentTasks: [...new Set([...after, ...producers])],
      inputs: {
        parameters: each(takes, ({ from }) => from),
        artifacts: each(reads, (path) => {
          const [producerTask, outputArtifactKey] = path.split(".");
          return { taskOutputArtifact: { producerTask, outputArtifactKey } };
        }),
      },
      cachingOptions: {},
      ...one.task,
    };
  }
  return {
    spec: {
      pipelineInfo: { name },
      schemaVersion: "2.1.0",
      root: { dag: { tasks: specs } },
      components,
      deploymentSpec: { executors },
    },
  } as unknown as PipelineDocument;
}

/** A folder with a working folder in it, and things around that no run may touch. */
export class Sandbox {
  /** Absolute. */
  readonly folder: string;
  /** Where runs are started. */
  readonly cwd: string;
  /** Absolute path of a file that is no run's business. */
  readonly precious: string;

  constructor() {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "typeline-hostile-")));
    this.cwd = join(this.folder, "work");
    this.precious = join(this.folder, "outside/precious");
    mkdirSync(this.cwd);
    mkdirSync(join(this.folder, "outside/folder"), { recursive: true });
    writeFileSync(this.precious, "precious\n");
    writeFileSync(join(this.folder, "outside/folder/inner"), "inner\n");
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  get runs(): string {
    return join(this.cwd, ".typeline/runs");
  }

  /** Runs a pipeline in processes of this machine, unless the options say otherwise. */
  async run(document: PipelineDocument, inputs: RunInputs = {}, options: Partial<RunOptions> = {}) {
    const events: RunEvent[] = [];
    const record = await runDocument(document, inputs, {
      cwd: this.cwd,
      executor: "process",
      onEvent: (event) => void events.push(event),
      ...options,
    });
    return { record, events, task: (path: string) => taskOf(record, path) };
  }

  /** All that is outside of the runs and the cache: paths, kinds, modes, contents. */
  around(): string[] {
    return listed(this.folder, this.folder);
  }
}

export function taskOf(record: RunRecord, path: string): TaskRecord {
  const found = record.tasks.find((task) => task.path === path);
  if (found === undefined) throw new Error(`there is no task ${path}`);
  return found;
}

function listed(folder: string, root: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== ".typeline")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      const mode = lstatSync(path).mode.toString(8);
      const name = `${relative(root, path)} ${mode}`;
      if (entry.isDirectory()) return [name, ...listed(path, root)];
      if (entry.isSymbolicLink()) return [`${name} -> ${readlinkSync(path)}`];
      return [`${name} ${entry.isFile() ? createHash("sha256").update(readFileSync(path)).digest("hex") : "special"}`];
    });
}
