import type { Severity } from "@typeline/diagnostics";
import type { PipelineDocument } from "../document.ts";
import type { Finding } from "../finding.ts";
import { DocumentIndex } from "./document-index.ts";
import { type Engine, engineNames, engines, type Feature, type Judgement } from "./feature.ts";
import { features } from "./features.ts";

/** Something in a document that an engine cannot run, or not as it looks. Its `path` is that in the document. */
export interface ProfileFinding extends Finding {
  /** The name of the row. */
  readonly feature: string;
  /** The engine that was chosen; `undefined` where none was, and the finding is about those that it names. */
  readonly target: Engine | undefined;
  readonly severity: Severity;
  /** Which engines, and why. */
  readonly reason: string;
}

/**
 * What an engine cannot run of a document, decided from the document alone.
 *
 * @param document A document without errors (see `readDocument`), ours or one of KFP's SDK.
 * @param target Without one, what some engine cannot run is a warning that names the engines, and what none can run is an error.
 */
export function findings(document: PipelineDocument, target?: Engine): ProfileFinding[] {
  const index = new DocumentIndex(document);
  return features.flatMap((feature) => {
    const judged = target === undefined ? judgeForAll(feature) : judgeFor(feature, target);
    if (judged === undefined) return [];
    const { severity, reason } = judged;
    return Array.from(feature.find(index), ({ path, at, message }) => ({
      feature: feature.name,
      target,
      severity,
      reason,
      path,
      at,
      message: { ...message(reason), severity },
    }));
  });
}

interface Judged {
  readonly severity: Severity;
  readonly reason: string;
}

function judgeFor({ judgements }: Feature, target: Engine): Judged | undefined {
  const judgement = judgements[target];
  return judgement && { severity: judgement.verdict, reason: reasonOf([[target, judgement]]) };
}

/** The engines with the worst verdict are named. */
function judgeForAll({ judgements, untargeted }: Feature): Judged | undefined {
  const all = engines.flatMap((engine) => (judgements[engine] === undefined ? [] : [[engine, judgements[engine]] as const]));
  const errors = all.filter(([, { verdict }]) => verdict === "error");
  if (errors.length === engines.length) return { severity: "error", reason: reasonOf(errors) };
  if (untargeted === "silent") return undefined;
  return { severity: "warning", reason: reasonOf(errors.length > 0 ? errors : all.filter(([, { verdict }]) => verdict === "warning")) };
}

/** `Kubeflow Pipelines and Argo: the compiler stops.` */
function reasonOf(judgements: readonly (readonly [Engine, Judgement])[]): string {
  const groups = new Map<string, string[]>();
  for (const [engine, { reason }] of judgements) groups.set(reason, [...(groups.get(reason) ?? []), engineNames[engine]]);
  return [...groups].map(([reason, names]) => `${listed(names)}: ${reason}.`).join(" ");
}

function listed(names: readonly string[]): string {
  const text = names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
