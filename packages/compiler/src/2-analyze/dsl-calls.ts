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
import { isKnown, type Meaning, poison, Rec } from "./values.ts";

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
      return fail(cx, node, messages.controlFlowLater({ text: excerpt(cx, node), kind: "the status of a `try`" }));
    default:
      return fail(cx, node, messages.notInThisVersion({ text: excerpt(cx, node), name }));
  }
}

/** `parallel(xs, { unroll: true })` marks a known list; a limit says nothing about a list that is unrolled. */
function parallel(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [items, options] = argumentsOf(cx, node, scope) ?? [];
  if (!Array.isArray(items)) return fail(cx, node, messages.loopOnRun({ text: excerpt(cx, node) }));
  return options instanceof Rec && options.fields.get("unroll") === true ? markUnrolled(items) : items;
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
