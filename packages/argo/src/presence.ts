import { type Argument, type ComponentSpec, parseArgument } from "@typeline/ir";
import { own, type Source } from "./document.ts";

/** How far it is known, before a run, which optional inputs of a command are given. */
export interface Presence {
  readonly given: readonly string[];
  /** The component that decides the first of those that only a run knows. */
  readonly component?: string;
}

/** The inputs that a component's command asks for with `IfPresent`. */
function askedFor(source: Source, component: ComponentSpec): string[] {
  const container = source.executor(component)?.container;
  const inputs = (argument: Argument): string[] => {
    if (argument.kind === "template") return [];
    if (argument.kind === "concat") return argument.items.flatMap(inputs);
    return [argument.input, ...[...argument.whenGiven, ...(argument.otherwise ?? [])].flatMap(inputs)];
  };
  return [...new Set([...(container?.command ?? []), ...(container?.args ?? [])].flatMap((text) => inputs(parseArgument(text))))].sort();
}

/** Which inputs a task gives to a command that asks for them. */
export function presenceOf(source: Source, scope: string, taskName: string): Presence {
  const task = source.component(scope).dag!.tasks![taskName]!;
  const { name } = task.componentRef;
  const decided = source.decidedIn(scope, taskName);
  const given: string[] = [];
  for (const input of askedFor(source, source.component(name))) {
    const known = decided.get(input) ?? isGiven(source, scope, taskName, input);
    if (known === undefined) return { given: [], component: source.choiceOf(name, input, task, decided) };
    if (known) given.push(input);
  }
  return { given };
}

/** `undefined` where only a run knows. */
function isGiven(source: Source, scope: string, taskName: string, input: string): boolean | undefined {
  const task = source.component(scope).dag!.tasks![taskName]!;
  const component = source.component(task.componentRef.name);
  const artifact = own(task.inputs?.artifacts, input);
  if (artifact !== undefined) {
    const outer = artifact.componentInputArtifact;
    return outer !== undefined && source.mayLackArtifact(scope, outer) ? undefined : true;
  }
  const parameter = own(task.inputs?.parameters, input);
  const hasDefault = own(component.inputDefinitions?.parameters, input)?.defaultValue !== undefined;
  if (parameter === undefined || hasDefault) return hasDefault;
  if (parameter.taskOutputParameter !== undefined)
    return task.triggerPolicy?.strategy === "ALL_UPSTREAM_TASKS_COMPLETED" ? undefined : true;
  const outer = parameter.componentInputParameter;
  return outer !== undefined && source.mayBeAbsent(scope, outer) ? undefined : true;
}
