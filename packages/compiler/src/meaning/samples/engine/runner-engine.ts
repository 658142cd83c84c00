import type { JsonValue, RuntimeArtifact } from "@typeline/ir";
import { Engine as RunnersEngine } from "../../../../../runner/src/engine/engine.ts";
import type { Leaf as RunnersLeaf } from "../../../../../runner/src/engine/leaf.ts";
import { importedArtifact } from "../../../../../runner/src/task/importer.ts";
import { Engine } from "./engine.ts";
import { FACTS } from "./placeholders.ts";
import { type Ended, NOTHING, TaskFailed, UnsoundDocument, type Values } from "./values.ts";

/** The engine of the local runner, in place of the one that says what is right. It starts all that is ready before anything ends. */
export class RunnerEngine extends Engine {
  override async run(given: Values): Promise<Ended> {
    const engine = new RunnersEngine({
      document: this.document,
      inputs: given as RunnersLeaf["inputs"],
      facts: (name) => FACTS[name],
      skipped: () => {},
      failed: () => {},
    });
    const started: RunnersLeaf[] = [];
    while (engine.result === undefined) {
      for (let leaf = engine.next(); leaf !== undefined; leaf = engine.next()) started.push(leaf);
      // The last that was started ends first.
      const leaf = started.pop();
      if (leaf === undefined) throw new UnsoundDocument("nothing is ready, and the run has not ended");
      engine.ended(leaf, await this.#outcome(leaf));
    }
    const { state, outputs, failure } = engine.result;
    return { name: "root", path: "", component: this.document.spec.root, state, outputs, ...(failure && { reason: failure.message }) };
  }

  async #outcome(leaf: RunnersLeaf) {
    const { component, executor, inputs, task } = leaf;
    if (executor.importer) {
      const { output, artifact } = importedArtifact(executor.importer, leaf);
      return {
        outputs: { parameters: new Map<string, JsonValue>(), artifacts: new Map<string, RuntimeArtifact[]>([[output, [artifact]]]) },
      };
    }
    for (let attempt = 1; ; attempt++) {
      try {
        const outputs = await this.runContainer({ path: `/${leaf.path}`, component, executor, inputs, attempt });
        return { outputs: outputs as RunnersLeaf["inputs"] };
      } catch (error) {
        if (!(error instanceof TaskFailed)) throw error;
        if (attempt > (task.retryPolicy?.maxRetryCount ?? 0)) return { error: error.message, outputs: NOTHING as RunnersLeaf["inputs"] };
      }
    }
  }
}
