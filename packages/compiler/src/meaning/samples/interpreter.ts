import type { PipelineDocument } from "@typeline/ir";
import type { Files } from "./bundles.ts";
import { type Call, containers, textOf } from "./containers.ts";
import { Engine } from "./engine/engine.ts";
import type { RunContainer } from "./engine/executor.ts";

/** What a run did: the calls of stubs, how it ended, and what the pipeline gave. */
export interface Run {
  readonly calls: readonly Call[];
  readonly state: string;
  /** By name; artifacts as {@link Content}. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Why it failed, of the innermost task that did. */
  readonly reason?: string | undefined;
}

/** An artifact by what it holds. */
export interface Content {
  readonly artifact: string | undefined;
}

type MakeEngine = (document: PipelineDocument, run: RunContainer) => Engine;

/**
 * Runs a compiled pipeline over the stubs, in an engine.
 *
 * @throws UnsoundDocument
 */
export async function runDocument(
  document: PipelineDocument,
  given: object,
  makeEngine: MakeEngine = (...parts) => new Engine(...parts),
): Promise<Run> {
  const calls: Call[] = [];
  const files: Files = new Map();
  const inputs = { parameters: new Map(Object.entries(given)), artifacts: new Map() };
  const { state, outputs, reason } = await makeEngine(document, containers(document, calls, files)).run(inputs);
  const declared = document.spec.root.outputDefinitions?.artifacts ?? {};
  const artifacts = [...outputs.artifacts].map(([name, list]) => {
    const contents = list.map((one): Content => ({ artifact: textOf(one, files) }));
    return [name, declared[name]!.isArtifactList ? contents : contents[0]] as const;
  });
  return { calls, state, outputs: Object.fromEntries([...outputs.parameters, ...artifacts]), reason };
}
