import type { Message } from "@typeline/diagnostics";
import type { Path } from "../finding.ts";
import type { DocumentIndex } from "./document-index.ts";

/** The engines that are judged. `kfp` is the open-source backend, release 2.17. */
export const engines = ["kfp", "vertex", "argo", "local"] as const;

export type Engine = (typeof engines)[number];

/** The engine that a configuration means: `kubernetes` is a cluster that runs KFP. `undefined` of what names none. */
export function engineNamed(name: unknown): Engine | undefined {
  return name === "kubernetes" ? "kfp" : engines.find((engine) => engine === name);
}

/** What engines are called in messages. */
export const engineNames: Readonly<Record<Engine, string>> = {
  kfp: "Kubeflow Pipelines",
  vertex: "Vertex AI",
  argo: "Argo",
  local: "local runs",
};

/** What an engine makes of a feature, if not simply what the IR says. */
export interface Judgement {
  readonly verdict: "note" | "warning" | "error";
  /** A clause without a full stop; it stands after `Kubeflow Pipelines:`. */
  readonly reason: string;
  /** Where that is known from: files and issues of the engine. */
  readonly source: string;
}

/** A place in a document where a feature is used. */
export interface Place<Words> {
  readonly path: Path;
  /** Whether the last key of the path is meant, which is the default, or what it holds. */
  readonly at?: "key" | "value";
  /** The parameters of the feature's message, but for `reasons`. */
  readonly words: Words;
}

/** A row of the profiles: something that documents can contain, and the engines that cannot simply run it. */
export interface Feature {
  /** What it is, in a few words. */
  readonly name: string;
  readonly code: string;
  /** Engines that are not listed run it as the IR says. */
  readonly judgements: Readonly<Partial<Record<Engine, Judgement>>>;
  /**
   * Whether it is told where no engine was chosen: `silent` where it does what its author expects of it almost always, so that pipelines
   * for any engine stay free of noise.
   */
  readonly untargeted: "warning" | "silent";
  /** Where a document uses it. */
  find(index: DocumentIndex): Iterable<FoundPlace>;
}

/** A place, and what is said there. */
export interface FoundPlace {
  readonly path: Path;
  readonly at: "key" | "value";
  message(reasons: string): Message;
}

/** A row as it is written down, with a message whose words its finder knows. */
interface FeatureDefinition<Words> extends Pick<Feature, "name" | "judgements" | "untargeted"> {
  readonly message: (words: Words & { readonly reasons: string }) => Message;
  readonly find: (index: DocumentIndex) => Iterable<Place<Words>>;
}

export function defineFeature<Words extends object>(definition: FeatureDefinition<Words>): Feature {
  const { name, judgements, untargeted, message, find } = definition;
  return {
    name,
    code: message({} as Words & { reasons: string }).code,
    judgements,
    untargeted,
    *find(index) {
      for (const { path, at = "key", words } of find(index)) yield { path, at, message: (reasons) => message({ ...words, reasons }) };
    },
  };
}

export const note = (reason: string, source: string): Judgement => ({ verdict: "note", reason, source });
export const warning = (reason: string, source: string): Judgement => ({ verdict: "warning", reason, source });
export const error = (reason: string, source: string): Judgement => ({ verdict: "error", reason, source });

/** The source of what Vertex AI does not promise. */
export const vertexProto = "pipeline_spec.proto promises nothing of it";
