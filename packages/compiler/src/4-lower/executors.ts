import { type Argument as IrArgument, type PipelineContainerSpec, printArgument } from "@typeline/ir";
import type { ContainerComponent, ImporterComponent, NodeComponent } from "../2-analyze/components.ts";
import type { Argument } from "../2-analyze/containers.ts";
import type { TaskNode } from "../2-analyze/regions.ts";
import type { Settings } from "../2-analyze/settings.ts";
import { record } from "../2-analyze/values.ts";
import { inline } from "../3-bundle/deliver.ts";
import { artifactSchema } from "../types/parameter-type.ts";
import type { Dag } from "./dag.ts";
import { keepExecutor } from "./keep-executor.ts";
import { kubernetesConfig } from "./kubernetes.ts";
import type { LowerContext } from "./lower.ts";
import type { Executor } from "./registry.ts";
import { resources } from "./resources.ts";
import type { TaskInputs } from "./task-inputs.ts";

/** The label of the executor that runs a task. */
export function executorOf(cx: LowerContext, node: TaskNode, inputs: TaskInputs, dag: Dag): string {
  const { component, settings } = node;
  const kubernetes = kubernetesConfig(settings, dag);
  const container = { image: imageOf(cx, node, inputs), ...containerSettings(settings, inputs) };
  // Parameters of the platform's settings name tasks of one DAG, so an executor with such parameters belongs to that DAG.
  const scope = kubernetes?.dynamic ? dag.key : "";
  const shared = [component.kind, container, kubernetes?.config, scope];
  switch (component.kind) {
    case "node": {
      const bundle = cx.bundles.get(component)!;
      const packages = component.settings.packages ?? [];
      const identity = [...shared, bundle.digest, packages, component.uses];
      return cx.registry.executor(
        component.name,
        identity,
        () => nodeExecutor(component, bundle, packages, container, kubernetes?.config),
        component.source,
      );
    }
    case "container": {
      const make = (): Executor => ({
        spec: { container: containerSpec(component, container, inputs) },
        kubernetes: kubernetes?.config,
        ...(component.builtin && { typeline: { kind: "node", builtin: component.builtin } }),
      });
      return cx.registry.executor(component.name, [...shared, containerSpec(component, container, inputs)], make, component.source);
    }
    case "importer":
      return cx.registry.executor(
        component.name,
        ["importer", importerSpec(node, component)],
        () => ({ spec: { importer: importerSpec(node, component) } }),
        component.source,
      );
    case "keep": {
      const executor = keepExecutor(container.image);
      return cx.registry.executor(component.name, ["keep", container.image], () => executor, component.source);
    }
  }
}

function nodeExecutor(
  component: NodeComponent,
  bundle: NonNullable<Executor["bundle"]>,
  packages: readonly string[],
  container: Pick<PipelineContainerSpec, "image" | "env">,
  kubernetes: Executor["kubernetes"],
): Executor {
  const args: string[] = [];
  const fact = (flag: string, input: string) => args.push(`--${flag}`, `{{$.inputs.parameters['typeline--${input}']}}`);
  if (component.uses.run) for (const name of ["run-id", "run-name", "created-at", "scheduled-at"]) fact(name.replace("-", "_"), name);
  if (component.uses.task) fact("task_name", "task-name");
  const delivered = inline(bundle, { packages, args });
  return {
    spec: {
      container: {
        ...container,
        command: [...delivered.command],
        args: [...delivered.args],
        env: [...(container.env ?? []), ...delivered.env],
      },
    },
    kubernetes,
    typeline: { kind: "node", entry: component.name, bundle: bundle.digest },
    bundle,
  };
}

/** The image, with the registry before names that have none. */
function imageOf({ images }: LowerContext, { component, settings }: TaskNode, inputs: TaskInputs): string {
  const symbolic = inputs.options.get("image");
  if (symbolic !== undefined) return symbolic;
  const named =
    settings.image?.kind === "constant"
      ? String(settings.image.value)
      : ((component.kind === "container" ? component.spec.image : undefined) ?? images.default);
  const [host = "", ...path] = named.split("/");
  const hasRegistry = path.length > 0 && (/[.:]/.test(host) || host === "localhost");
  return images.registry === undefined || hasRegistry || named.startsWith("{{") ? named : `${images.registry}/${named}`;
}

/** Resources and plain variables of the environment. */
function containerSettings(settings: Settings, inputs: TaskInputs): Pick<PipelineContainerSpec, "resources" | "env"> {
  const wanted = resources(settings, inputs.options);
  const env = [...(settings.env ?? [])].flatMap(([name, value]) => ("text" in value ? [{ name, value: value.text }] : []));
  return { ...(wanted && { resources: wanted }), ...(env.length > 0 && { env }) };
}

function containerSpec(
  { spec }: ContainerComponent,
  container: Pick<PipelineContainerSpec, "image" | "resources" | "env">,
  { texts }: TaskInputs,
): PipelineContainerSpec {
  const place = (text: string): string => {
    let result = text;
    for (const [input, replacement] of texts) result = result.replaceAll(`{{$.inputs.parameters['${input}']}}`, () => replacement);
    return result;
  };
  const words = (list: readonly Argument[]) =>
    list.map((argument) => (typeof argument === "string" ? place(argument) : presence(argument)));
  const env = [...[...spec.env].map(([name, value]) => ({ name, value: place(value) })), ...(container.env ?? [])];
  return {
    ...container,
    ...(env.length > 0 && { env }),
    command: words(spec.command),
    ...(spec.args.length > 0 && { args: words(spec.args) }),
  };
}

/** `{"IfPresent": …}`, as KFP has it inside a command. */
function presence({ input, given, absent }: Exclude<Argument, string>): string {
  const text = (list: readonly string[]): IrArgument[] => list.map((one) => ({ kind: "template", template: [one] }));
  return printArgument({ kind: "ifPresent", input, whenGiven: text(given), ...(absent.length > 0 && { otherwise: text(absent) }) });
}

function importerSpec(node: TaskNode, component: ImporterComponent) {
  const uri = node.arguments.get("uri");
  const type = component.interface.outputs[0]!.type;
  const metadata = component.metadata.map(
    ([key, value]) => [key, "input" in value ? `{{$.inputs.parameters['${value.input}']}}` : value.constant] as const,
  );
  return {
    artifactUri: uri?.kind === "constant" ? { constant: uri.value as string } : { runtimeParameter: "uri" },
    typeSchema: artifactSchema(type as typeof type & { kind: "artifact" }),
    ...(metadata.length > 0 && { metadata: record(metadata) as never }),
    ...(component.reimport && { reimport: true }),
  };
}
