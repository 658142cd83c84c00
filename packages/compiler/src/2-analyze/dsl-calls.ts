import { messages } from "@typeline/diagnostics";
import type { CallExpression } from "../1-read/syntax.ts";
import { argumentsOf } from "./calls.ts";
import { makeComponent } from "./components.ts";
import { compute } from "./compute.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { importArtifact } from "./importers.ts";
import { markUnrolled } from "./loops.ts";
import { makePipeline } from "./pipelines.ts";
import type { Scope } from "./scope.ts";
import { optionNode } from "./settings-reader.ts";
import { taskStatus } from "./tries.ts";
import { Bounded, isKnown, isPoisoned, type Meaning, poison, Rec } from "./values.ts";

/** A call of a function of `@typeline/dsl`. */
export function callDsl(cx: Context, node: CallExpression, name: string, scope: Scope): Meaning {
  switch (name) {
    case "component":
    case "container":
      return makeComponent(cx, node, name, scope);
    case "pipeline":
      return makePipeline(cx, node, scope);
    case "compute":
      return compute(cx, node, scope);
    case "importArtifact":
      return importArtifact(cx, node, scope);
    case "parallel":
      return parallel(cx, node, scope);
    case "buildEnv":
      return buildEnv(cx, node, scope);
    case "defineConfig":
      return argumentsOf(cx, node, scope)?.[0] ?? poison;
    case "taskStatus":
      return taskStatus(cx, node);
    default:
      return fail(cx, node, messages.notInThisVersion({ text: excerpt(cx, node), name }));
  }
}

/** `parallel(xs, { unroll: true })` marks a known list, `parallel(xs, { limit })` any. */
function parallel(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [items, options] = argumentsOf(cx, node, scope) ?? [];
  if (isPoisoned(items) || isPoisoned(options)) return poison;
  if (!(options instanceof Rec)) return fail(cx, node, messages.limitNotKnown({ text: excerpt(cx, node) }));
  if (options.fields.get("unroll") === true) {
    if (Array.isArray(items)) return markUnrolled(items);
    return fail(cx, node, messages.loopOnRun({ text: excerpt(cx, node.arguments[0] ?? node) }));
  }
  const limit = options.fields.get("limit");
  if (typeof limit === "number" && Number.isInteger(limit) && limit > 0 && limit < 2 ** 31) return new Bounded(items, limit);
  const limitNode = optionNode(node.arguments[1] ?? node, "limit");
  return isPoisoned(limit) ? poison : fail(cx, limitNode, messages.limitNotKnown({ text: excerpt(cx, limitNode) }));
}

/** A variable of the compiler's environment, read now. */
function buildEnv(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [name, fallback] = argumentsOf(cx, node, scope) ?? [];
  if (typeof name !== "string" || !isKnown(fallback)) return fail(cx, node, messages.buildEnvName({ text: excerpt(cx, node) }));
  const value = cx.environment.buildEnv(name) ?? fallback;
  if (typeof value !== "string") return value === undefined ? fail(cx, node, messages.buildEnvUnset({ name })) : value;
  cx.buildEnv.set(name, value);
  return value;
}
