import { messages } from "@typeline/diagnostics";
import { own, type Path } from "../../finding.ts";
import type { ComponentSpec } from "../../generated/index.ts";
import type { TaskScope } from "../../graph/context.ts";
import { parseArgument, placeholdersOf } from "../../placeholders/argument.ts";
import { printPlaceholder } from "../../placeholders/template.ts";
import type { Argument, Placeholder } from "../../placeholders/tree.ts";
import type { DocumentIndex } from "../document-index.ts";
import { defineFeature, error } from "../feature.ts";

export const concatArgument = defineFeature({
  name: "`Concat` in a command",
  message: messages.concatArgument,
  judgements: { kfp: error("the program gets it as it is", "kubeflow/pipelines#8711, #9486; driver/util.go: `resolveContainerArgs`") },
  untargeted: "warning",
  *find(index) {
    for (const { owner, argument, path } of argumentsOf(index))
      if (partsOf(argument).some(({ kind }) => kind === "concat")) yield { path, words: { component: owner.name } };
  },
});

export const ifPresentArgument = defineFeature({
  name: "`IfPresent` on an artifact, nested, or with outputs",
  message: messages.ifPresentArgument,
  judgements: { kfp: error("it is not resolved", "driver/util.go: `resolveCondition` looks up parameters, and takes flat texts") },
  untargeted: "warning",
  *find(index) {
    for (const { owner, argument, path } of argumentsOf(index)) {
      if (argument.kind !== "ifPresent") continue;
      const how = beyondKfp(argument, owner.component);
      if (how !== undefined) yield { path, words: { component: owner.name, how, input: argument.input } };
    }
  },
});

export const omittedDefault = defineFeature({
  name: "an input left to its default, which a command reads",
  message: messages.omittedDefault,
  judgements: {
    kfp: error("the default is not known when the command is made", "driver/util.go: `parameter … not found in executor input`"),
  },
  untargeted: "warning",
  *find(index) {
    for (const scope of index.tasks) {
      const omitted = omittedDefaults(scope);
      if (omitted.length === 0) continue;
      const container = index.executorOf(scope.target)?.container;
      const words = [...(container?.command ?? []), ...(container?.args ?? [])].filter(mayHoldPlaceholders);
      const read = new Set(words.flatMap((text) => readBy(parseArgument(text))));
      for (const input of omitted)
        if (read.has(input)) yield { path: scope.taskPath, words: { task: scope.taskName, input, component: scope.targetName } };
    }
  },
});

export const unreplacedPlaceholder = defineFeature({
  name: "a placeholder in a command that stands for more than a parameter, a path or a URI",
  message: messages.unreplacedPlaceholder,
  judgements: { kfp: error("it is not replaced", "component/launcher_v2.go: `getPlaceholders`, `compileCmdAndArgs`") },
  untargeted: "warning",
  *find(index) {
    for (const { owner, argument, path, isProgram } of argumentsOf(index))
      for (const placeholder of placeholdersOf(argument)) {
        const where =
          isProgram && placeholder.kind !== "executorInput" ? "as the program" : isReplaced(placeholder) ? undefined : "in an argument";
        if (where !== undefined) yield { path, words: { component: owner.name, placeholder: printPlaceholder(placeholder), where } };
      }
  },
});

interface FoundArgument {
  readonly owner: { readonly name: string; readonly component: ComponentSpec };
  readonly argument: Argument;
  readonly path: Path;
  /** Whether it is the first element of the command. */
  readonly isProgram: boolean;
}

/** The elements of commands that hold placeholders. */
function argumentsOf({ containers }: DocumentIndex): FoundArgument[] {
  return containers.flatMap(({ owner, container, path }) =>
    (["command", "args"] as const).flatMap((list) =>
      (container[list] ?? []).flatMap((text, position) => {
        if (!mayHoldPlaceholders(text)) return [];
        const isProgram = list === "command" && position === 0;
        return [{ owner, argument: parseArgument(text), path: [...path, list, position], isProgram }];
      }),
    ),
  );
}

/** Bundles are long, and hold none: they are not parsed. */
const mayHoldPlaceholders = (text: string) => text.includes("{{$") || text.startsWith("{");

/** The inputs of a task that are left to their defaults. */
function omittedDefaults({ target, task }: TaskScope): string[] {
  return Object.entries(target.inputDefinitions?.parameters ?? {}).flatMap(([input, { defaultValue }]) =>
    defaultValue !== undefined && own(task.inputs?.parameters, input) === undefined ? [input] : [],
  );
}

/** An argument and all that is in it. */
function partsOf(argument: Argument): Argument[] {
  switch (argument.kind) {
    case "template":
      return [argument];
    case "concat":
      return [argument, ...argument.items.flatMap(partsOf)];
    case "ifPresent":
      return [argument, ...[...argument.whenGiven, ...(argument.otherwise ?? [])].flatMap(partsOf)];
  }
}

type IfPresent = Extract<Argument, { kind: "ifPresent" }>;

/** What of an `IfPresent` KFP's driver does not know. */
function beyondKfp(argument: IfPresent, component: ComponentSpec): string | undefined {
  if (Object.hasOwn(component.inputDefinitions?.artifacts ?? {}, argument.input)) return "on an artifact";
  if (partsOf(argument).some((part) => part !== argument && part.kind !== "template")) return "with another structure in it";
  const hasOutput = placeholdersOf(argument).some(({ kind }) => /^output/.test(kind));
  return hasOutput ? "with a path of an output" : undefined;
}

/** The parameters whose value or presence an argument needs. */
function readBy(argument: Argument): string[] {
  const tested = partsOf(argument).flatMap((part) => (part.kind === "ifPresent" ? [part.input] : []));
  return [...tested, ...placeholdersOf(argument).flatMap((part) => (part.kind === "inputParameter" ? [part.name] : []))];
}

function isReplaced(placeholder: Placeholder): boolean {
  switch (placeholder.kind) {
    case "inputArtifact":
    case "outputArtifact":
      return placeholder.property === "path" || placeholder.property === "uri";
    case "runFact":
      return placeholder.name === "workspace_path";
    case "outputFile":
      return false;
    default:
      return true;
  }
}
