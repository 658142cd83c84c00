import { type ComponentSpec, createNamer, type PipelineDocument, type PipelineTaskSpec } from "@typeline/ir";
import { Source } from "./document.ts";
import type { Template } from "./manifest.ts";
import { argoName } from "./names.ts";
import type { ArgoOptions } from "./options.ts";
import { presenceOf } from "./presence.ts";
import { Problems } from "./problems.ts";
import { containerTemplate } from "./templates/container.ts";
import { dagTemplate } from "./templates/dag.ts";
import { importerTemplate } from "./templates/importer.ts";
import { keepTemplate } from "./templates/keep.ts";
import { claimAction, claimTemplate } from "./templates/volume-claim.ts";

/** What a template takes, so that callers know what to give it. All in the IR's names. */
export interface Signature {
  readonly template: string;
  readonly parameters: readonly string[];
  readonly artifacts: readonly string[];
  /** Output artifacts whose keys the caller chooses. */
  readonly keys: readonly string[];
  /** Whether it needs the path of its call in the run. */
  readonly path: boolean;
  /** Values of the Kubernetes settings that the calling DAG has to compute: what each is called, and where it comes from. */
  readonly settings: readonly Setting[];
  /** Whether it asks for its task's key. */
  readonly taskName: boolean;
}

export interface Setting {
  readonly input: string;
  readonly source: NonNullable<NonNullable<PipelineTaskSpec["inputs"]>["parameters"]>[string];
}

/** What makes one template of a component differ from another. */
export interface Variant {
  /** Output artifacts that must lie at the key that the caller gives: a loop gathers them as a folder. */
  readonly copied: readonly string[];
  /** The task that calls it: its retries and its cache belong to the template. */
  readonly task: PipelineTaskSpec | undefined;
  /** Optional inputs that a command asks for with `IfPresent`, as far as they are given. */
  readonly given: readonly string[];
}

/** The templates of one pipeline, made as they are asked for. */
export class Lowering {
  readonly source: Source;
  readonly options: ArgoOptions;
  readonly problems = new Problems();
  readonly templates: Template[] = [];
  readonly #unique = createNamer(["main"]);
  #nothing: string | undefined;
  readonly #known = new Map<string, Signature>();

  constructor(document: PipelineDocument, options: ArgoOptions) {
    this.source = new Source(document);
    this.options = options;
  }

  /** A name that no other template has. */
  newName(wish: string): string {
    return this.#unique(argoName(wish));
  }

  /** The template of a component, by its key. */
  signature(name: string, variant: Variant): Signature {
    const component = this.source.component(name);
    const identity = JSON.stringify([name, variant.copied, ...(component.dag ? [] : [leafVariant(variant)])]);
    const before = this.#known.get(identity);
    if (before !== undefined) return before;
    const made = this.#make(name, component, variant, this.newName(name.replace(/^comp-/, "")));
    this.#known.set(identity, made);
    return made;
  }

  /** Takes a place among the templates before those that it calls. */
  define(template: Template): Template {
    this.templates.push(template);
    return template;
  }

  /**
   * The inside of a template that only hands values on: a DAG whose one task never runs. (A template of no steps would do, but for what waits for it: Argo
   * hangs such tasks on the last steps, and where there are none, it never sees them end.)
   */
  nothing(): NonNullable<Template["dag"]> {
    this.#nothing ??= this.define({ name: this.newName("nothing"), steps: [[]] }).name;
    return { tasks: [{ name: "nothing", template: this.#nothing, when: "false" }] };
  }

  #make(name: string, component: ComponentSpec, variant: Variant, template: string): Signature {
    const call = { lowering: this, name, component, variant, template };
    if (component.dag !== undefined) return dagTemplate(call);
    const executor = this.source.executor(component);
    if (executor?.importer !== undefined) return importerTemplate({ ...call, importer: executor.importer });
    if (this.isKept(component) && variant.copied.length === 0) return keepTemplate(call);
    const action = claimAction(executor?.container);
    if (action !== undefined) return claimTemplate({ ...call, action });
    return containerTemplate({ ...call, container: executor?.container ?? { image: "" } });
  }

  /** What a task calls: its component, or one that first decides which optional inputs a command has. */
  callee(scope: string, task: string): { readonly component: string; readonly given: readonly string[] } {
    const { name } = this.source.component(scope).dag!.tasks![task]!.componentRef;
    const { given, component = name } = presenceOf(this.source, scope, task);
    return { component, given };
  }

  /** Whether a component is `keep`, which needs no pod. */
  isKept(component: ComponentSpec): boolean {
    return this.source.typeline(component)?.builtin === "keep";
  }
}

/** What a maker of templates is told. */
export interface TemplateRequest {
  readonly lowering: Lowering;
  /** The component's key. */
  readonly name: string;
  readonly component: ComponentSpec;
  readonly variant: Variant;
  /** The name of the template to make. */
  readonly template: string;
}

const leafVariant = ({ task, given }: Variant): unknown => [task?.retryPolicy, task?.cachingOptions, given];
