import { parse } from "yaml";
import type { PipelineDocument } from "../../document.ts";
import type { ComponentSpec, DagSpec, ExecutorSpec, PipelineTaskSpec, PlatformSpec } from "../../generated/index.ts";
import { producersOf } from "../../graph/cycles.ts";
import { readDocument } from "../../read/read.ts";
import { type Engine, engines } from "../feature.ts";
import { findings } from "../findings.ts";

/** What of a document a test writes down. */
interface Parts {
  /** Of the root's DAG. */
  readonly tasks: Record<string, PipelineTaskSpec>;
  readonly inputs?: ComponentSpec["inputDefinitions"];
  readonly outputs?: DagSpec["outputs"];
  readonly outputDefinitions?: ComponentSpec["outputDefinitions"];
  readonly components: Readonly<Record<string, ComponentSpec & { executor?: ExecutorSpec }>>;
  readonly platforms?: PlatformSpec["platforms"];
}

/**
 * The sound document that YAML stands for. Components without a DAG run a container, if their `executor` says nothing else; tasks wait for
 * those that they read from.
 */
export function documentOf(yaml: string): PipelineDocument {
  const { tasks, inputs, outputs, outputDefinitions, components, platforms } = parse(yaml, { merge: true }) as Parts;
  const executors: Record<string, ExecutorSpec> = {};
  const complete = Object.entries(components).map(([name, { executor, ...component }]) => {
    if (component.dag !== undefined) return [name, { ...component, dag: ordered(component.dag) }];
    executors[`exec-${name}`] = executor ?? { container: { image: "busybox", command: ["echo"] } };
    return [name, { ...component, executorLabel: `exec-${name}` }];
  });
  const spec = {
    pipelineInfo: { name: "test" },
    schemaVersion: "2.1.0",
    components: Object.fromEntries(complete),
    deploymentSpec: { executors },
    root: { inputDefinitions: inputs, outputDefinitions, dag: ordered({ tasks, ...(outputs && { outputs }) }) },
  };
  const text = JSON.stringify({ pipeline_spec: spec, platform_spec: platforms && { platforms } });
  const { document, diagnostics } = readDocument(text);
  if (document === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return document;
}

function ordered({ tasks = {}, outputs }: DagSpec): DagSpec {
  const complete = Object.entries(tasks).map(([name, task]): [string, PipelineTaskSpec] => {
    const upstream = new Set([...(task.dependentTasks ?? []), ...producersOf(task)]);
    return [name, upstream.size === 0 ? task : { ...task, dependentTasks: [...upstream].sort() }];
  });
  return { tasks: Object.fromEntries(complete), ...(outputs && { outputs }) };
}

/** What is made of one feature: by engine, and where no engine was chosen; empty where it is not found. */
export function verdictsOn(yaml: string, code: string): Partial<Record<Engine | "none", string>> {
  const document = documentOf(yaml);
  const targets = [...engines.map((engine) => [engine, engine] as const), ["none", undefined] as const];
  return Object.fromEntries(
    targets.flatMap(([name, target]) => {
      const found = findings(document, target).filter(({ message }) => message.code === code);
      return found.length === 0 ? [] : [[name, found[0]!.severity]];
    }),
  );
}

/** The messages of one feature, without their reasons, and their paths. */
export function placesOf(yaml: string, code: string, target?: Engine): string[] {
  return findings(documentOf(yaml), target)
    .filter(({ message }) => message.code === code)
    .map(({ message, path, reason }) => `${path.join(".")}: ${message.message.replace(` ${reason}`, "")}`);
}
