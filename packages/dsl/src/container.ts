import type { Artifact } from "./artifact.ts";
import type { Component } from "./component.ts";
import { onlyInPipelines } from "./only-in-pipelines.ts";
import type { ComponentOptions } from "./options.ts";

declare const placeholder: unique symbol;

/** A value that only a run knows, as text for a command line. Use it in a template, as an argument, or test its presence. */
export interface Placeholder<T = unknown> {
  readonly [placeholder]: T;
}
export type Argument = string | number | boolean | Placeholder;

export type ContainerInputs<I> = {
  readonly [K in keyof I]: I[K] extends Artifact | undefined
    ? { readonly path: Placeholder<string>; readonly uri: Placeholder<string> } | Extract<I[K], undefined>
    : Placeholder<Exclude<I[K], undefined>> | Extract<I[K], undefined>;
};
/** Where each output is to be written. */
export type ContainerOutputs<O> = O extends void
  ? {}
  : O extends Artifact
    ? { readonly path: Placeholder<string>; readonly uri: Placeholder<string> }
    : O extends string | number | boolean | readonly unknown[]
      ? { readonly path: Placeholder<string> }
      : { readonly [K in keyof O]: ContainerOutputs<O[K]> };

export interface ContainerSpec {
  readonly image: string | Placeholder;
  /** Required: engines do not use the image's own entry point. */
  readonly command: readonly [Argument, ...Argument[]];
  readonly args?: readonly Argument[] | undefined;
  readonly env?: Readonly<Record<string, Argument>> | undefined;
}

/** A step that is any image and command. */
export function container<I extends object = {}, O = void>(
  spec: (inputs: ContainerInputs<I>, outputs: ContainerOutputs<O>) => ContainerSpec,
  options?: Omit<ComponentOptions, "image" | "packages">,
): Component<I, O>;
/* @__NO_SIDE_EFFECTS__ */
export function container(): Component<any, any> {
  return notRunHere("container", container);
}

/** A step that is a Python function in a file beside this one; its parameters are checked against `I`. */
export function python<I extends object = {}, O = void>(
  file: `${string}.py`,
  options?: ComponentOptions & {
    /** Its name in the file; else the variable's, in snake case. `packages` are Python's: `"torch==2.9.0"`. */
    readonly function?: string | undefined;
    readonly requirements?: string | undefined;
    readonly indexUrls?: readonly string[] | undefined;
  },
): Component<I, O>;
/* @__NO_SIDE_EFFECTS__ */
export function python(): Component<any, any> {
  return notRunHere("python", python);
}

/** A component that no JavaScript can run: its `run` rejects. */
function notRunHere(kind: string, maker: Function): Component<any, any> {
  const task = onlyInPipelines(`${kind}(...) makes a component: it is called inside pipeline(...), which the compiler reads`, maker);
  const run = async () => {
    throw new Error(`a ${kind} component does not run in this process: use \`typeline run\`, or replace() it in a test of the pipeline`);
  };
  return Object.assign(task, { run }) as unknown as Component<any, any>;
}
