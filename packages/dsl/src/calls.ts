import type { Artifact } from "./artifact.ts";
import type { Component } from "./component.ts";
import type { Pipeline } from "./pipeline.ts";

declare const task: unique symbol;

/** A task. One with named outputs has them as properties; one with a bare output is that value; one without is just this. A type only. */
export declare abstract class Task {
  protected readonly [task]?: true; // protected: a spread `{ ...task }` copies the outputs and leaves this behind
}

/** What a call gives. */
export type Outputs<O> = O extends void ? Task : O extends string | number | boolean | readonly unknown[] | Artifact ? O : O & Task;

/** What a call takes: as declared, but optional inputs may be given `undefined`, and lists may be read-only. */
export type Inputs<I> = { readonly [K in keyof I]: {} extends Pick<I, K> ? Accepted<I[K]> | undefined : Accepted<I[K]> };
type Accepted<T> = T extends readonly unknown[] ? { readonly [K in keyof T]: Accepted<T[K]> } : T;

type NoInputs = { readonly [input: string]: "there are no inputs: options are the second argument" };

/** The parameters of a call with inputs `I`: an object of inputs that may be left out when all of them may, then options. */
export type Arguments<I, Options> = [keyof I] extends [never]
  ? [inputs?: NoInputs, options?: Options]
  : {} extends I
    ? [inputs?: Inputs<I>, options?: Options]
    : [inputs: Inputs<I>, options?: Options];

/** The types of a component's or pipeline's interface. */
export type InputsOf<C> = C extends Component<infer I, any> | Pipeline<infer I, any> ? I : never;
export type OutputsOf<C> = C extends Component<any, infer O> | Pipeline<any, infer O> ? O : never;
