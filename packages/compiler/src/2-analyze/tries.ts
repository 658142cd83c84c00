import { messages } from "@typeline/diagnostics";
import type { CallExpression, Expression, Identifier, Node, ThrowStatement, TryStatement } from "../1-read/syntax.ts";
import { assembled } from "./arguments.ts";
import { journaled } from "./branches.ts";
import { type Completion, leaves } from "./completions.ts";
import type { ContainerComponent } from "./components.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import { evaluate } from "./expressions.ts";
import { joinTry } from "./merges.ts";
import { type CatchNode, emptyRegion, type FinallyNode, type Region } from "./regions.ts";
import { type Binding, type Change, Journal, Scope } from "./scope.ts";
import { block } from "./statements.ts";
import { callComponent } from "./tasks.ts";
import { isPoisoned, type Meaning, Missing, Pending, Rec, resolved, Sym, TaskRef } from "./values.ts";
import { holdsMadeIn } from "./visibility.ts";
import { STRING } from "./vocabulary.ts";

/** `try { … } catch { … } finally { … }`. */
export function tryStatement(cx: Context, node: TryStatement, scope: Scope): Completion {
  const { tryBlock, catchClause, finallyBlock } = node;
  const statements = (of: Node) => (of as unknown as { statements: readonly Node[] }).statements;
  const body = (): Completion => block(cx, statements(tryBlock), new Scope(scope));
  if (!cx.graph) {
    fail(cx, node, messages.callOutsidePipeline({ text: "try" }));
    return undefined;
  }
  const caught = catchClause
    ? () => {
        const inner = new Scope(scope);
        const name = catchClause.variableDeclaration?.name;
        if (name)
          inner.declare((name as Identifier).text, new Missing("no engine hands over; `taskStatus()` says how the work ended", name), name);
        return catching(cx, node, body, () => block(cx, statements(catchClause.block), inner));
      }
    : body;
  return finallyBlock ? finishing(cx, node, caught, () => block(cx, statements(finallyBlock), new Scope(scope))) : caught();
}

/** `try { body } finally { cleanup }` */
function finishing(cx: Context, at: Node, body: () => Completion, cleanup: () => Completion): Completion {
  const graph = cx.graph!;
  const node: FinallyNode = { kind: "finally", ...base(cx, at), body: emptyRegion(), cleanup: emptyRegion() };
  Object.assign(node.body, { within: { node, role: "body" } });
  Object.assign(node.cleanup, { within: { node, role: "cleanup" } });
  let completion: Completion;
  const changes = journaled(cx, node.body, new Map(), () => {
    completion = body();
  });
  for (const binding of changes.keys()) cx.journal?.note(binding, at);
  Journal.redo(changes);
  // Nothing of it can fail in a run: what comes after is just that.
  if (node.body.nodes.length === 0) {
    const last = within(cx, SUCCEEDED, cleanup);
    if (leaves(last)) fail(cx, at, messages.leavesCleanup({ text: excerpt(cx, at) }));
    return completion;
  }
  // What the body makes may not be there when the cleanup runs.
  const during = new Map([...changes].map(([binding, change]) => [binding, hidden(change, node.body, "only the `try` makes", at)]));
  let last: Completion;
  const cleaned = journaled(cx, node.cleanup, during, () => {
    last = within(cx, node, cleanup);
  });
  for (const [binding, change] of cleaned) {
    if (during.get(binding)?.meaning === change.meaning) continue;
    cx.journal?.note(binding, at);
    Journal.redo(new Map([[binding, hidden(change, node.cleanup, "only the `finally` makes", at)]]));
  }
  if (leaves(last)) fail(cx, at, messages.leavesCleanup({ text: excerpt(cx, at) }));
  if (node.cleanup.nodes.length === 0) lift(node.body, node.region);
  else graph.addGroup(node);
  if (node.body.gates.length > 0) node.region.gates.push(node.region.nodes.includes(node) ? node : node.body.gates.at(-1)!);
  return completion;
}

/** Puts what stands in a region that need not be one into another. */
function lift(from: Region, to: Region): void {
  const group = from.within ? to.nodes.indexOf(from.within.node) : -1;
  if (group >= 0) to.nodes.splice(group, 1);
  for (const node of from.nodes) {
    Object.assign(node, { region: to });
    to.nodes.push(node);
  }
  from.nodes.length = 0;
}

/** `try { body } catch { handler }` */
function catching(cx: Context, at: Node, body: () => Completion, handler: () => Completion): Completion {
  const graph = cx.graph!;
  const node: CatchNode = { kind: "catch", ...base(cx, at), body: emptyRegion(), handler: emptyRegion(), merges: new Map() };
  Object.assign(node.body, { within: { node, role: "body" } });
  Object.assign(node.handler, { within: { node, role: "handler" } });
  let completions: [Completion, Completion] = [undefined, undefined];
  const tried = journaled(cx, node.body, new Map(), () => {
    completions = [body(), undefined];
  });
  if (node.body.nodes.length === 0) {
    // Nothing of it can fail in a run.
    for (const binding of tried.keys()) cx.journal?.note(binding, at);
    Journal.redo(tried);
    return completions[0];
  }
  // How far the body came is not known where it failed.
  const unsure = new Map(
    [...tried].map(([binding, change]) => [binding, { ...change, meaning: new Missing("the `try` may or may not have changed", at) }]),
  );
  const handled = journaled(cx, node.handler, unsure, () => {
    completions = [completions[0], within(cx, node, handler)];
  });
  const [first, second] = completions;
  graph.addGroup(node);
  if (node.handler.gates.length > 0) node.region.gates.push(node);
  const after = (changes: ReadonlyMap<Binding, Change>, binding: Binding) => changes.get(binding)?.meaning ?? binding.meaning;
  for (const binding of new Set([...tried.keys(), ...handled.keys()])) {
    const given = new Map<Region, Meaning | Pending>();
    if (first === undefined || first.kind === "split") given.set(node.body, after(tried, binding));
    if (second === undefined || second.kind === "split") given.set(node.handler, after(handled, binding));
    cx.journal?.note(binding, at);
    binding.unset = false;
    binding.meaning = new Pending(() =>
      joinTry(cx, node, new Map([...given].map(([region, one]) => [region, resolved(one)])), binding.name, at),
    );
  }
  return joined(cx, node, completions, at);
}

function joined(cx: Context, node: CatchNode, [first, second]: readonly [Completion, Completion], at: Node): Completion {
  if (first === undefined && (second === undefined || second.kind === "throw")) return undefined;
  if (first?.kind === "throw") return second;
  if (first?.kind === "return" && second?.kind === "throw") {
    const value = () => joinTry(cx, node, new Map([[node.body, first.value()]]), "Output", at);
    return { kind: "return", value };
  }
  if (first?.kind === "return" && second?.kind === "return") {
    const value = () =>
      joinTry(
        cx,
        node,
        new Map([
          [node.body, first.value()],
          [node.handler, second.value()],
        ]),
        "Output",
        at,
      );
    return { kind: "return", value };
  }
  if (first && second && first.kind === second.kind && first.kind !== "split") return first;
  fail(cx, at, messages.leavesTry({ text: excerpt(cx, at) }));
  return undefined;
}

function base(cx: Context, at: Node) {
  const { region } = cx.graph!;
  return { region, after: [...region.gates], source: locate(cx, at) };
}

/** Reads what comes after the body, where `taskStatus()` says how that ended. */
function within(cx: Context, node: Ended, read: () => Completion): Completion {
  cx.tries.push(node);
  try {
    return read();
  } finally {
    cx.tries.pop();
  }
}

/** How a `try` ends whose body makes no task. */
const SUCCEEDED = "succeeded";
/** What `taskStatus()` speaks of. */
export type Ended = FinallyNode | CatchNode | typeof SUCCEEDED;

/** A variable's value, if it is not made in a region that cannot be looked into. A task of it can still be waited for. */
function hidden(change: Change, region: Region, why: string, at: Node): Change {
  return {
    ...change,
    meaning: new Pending(() => {
      const meaning = resolved(change.meaning);
      if (!holdsMadeIn(meaning, region)) return meaning;
      const missing = new Missing(why, at);
      return meaning instanceof TaskRef
        ? new TaskRef(meaning.of, new Map([...meaning.outputs.keys()].map((key) => [key, missing])))
        : missing;
    }),
  };
}

/** `taskStatus()`: how the work of the innermost `try` ended. */
export function taskStatus(cx: Context, node: CallExpression): Meaning {
  const of = cx.tries.at(-1);
  if (!of) return fail(cx, node, messages.statusOutside({ text: excerpt(cx, node) }));
  const type = { kind: "taskStatus" } as const;
  if (of === SUCCEEDED) return assembled({ value: { state: "SUCCEEDED" } }, type, node);
  return new Sym({ kind: "status", of, type }, type, node);
}

const FAIL = "console.error(process.argv.at(-1)); process.exit(1);";

/** `throw new Error(text)`: a task that fails with the text. Nothing that comes after it starts before it is known that it is not reached. */
export function throwStatement(cx: Context, node: ThrowStatement, scope: Scope): Completion {
  const thrown = evaluate(cx, node.expression as Expression, scope);
  if (isPoisoned(thrown)) return { kind: "throw" };
  const text = thrown instanceof Rec ? thrown.fields.get("message") : thrown;
  const isText = typeof text === "string" || (text instanceof Sym && text.type.kind === "string");
  if (!isText) {
    fail(cx, node.expression, messages.throwNotError({ text: excerpt(cx, node.expression) }));
    return { kind: "throw" };
  }
  if (!cx.graph) {
    fail(cx, node, messages.thrownNow({ text: typeof text === "string" ? text : excerpt(cx, node.expression) }));
    return { kind: "throw" };
  }
  const component: ContainerComponent = {
    kind: "container",
    name: "fail",
    builtin: "fail",
    interface: { inputs: [{ name: "message", type: STRING, optional: false }], outputs: [], bare: false },
    defaults: new Map(),
    settings: {},
    source: locate(cx, node),
    spec: { image: undefined, command: ["node", "-e", FAIL, "--"], args: ["{{$.inputs.parameters['message']}}"], env: new Map() },
  };
  callComponent(cx, component, [new Rec([["message", text]])], node as unknown as CallExpression);
  const { region } = cx.graph;
  region.gates.push(region.nodes.at(-1)!);
  return { kind: "throw" };
}
