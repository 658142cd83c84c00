import { expect, test } from "vitest";
import { differences } from "./compare.ts";
import { twinDocuments } from "./documents.ts";

const elifChain = twinDocuments().get("elif_chain")!;
const exitHandlers = twinDocuments().get("exit_handlers")!;

test("a document does not differ from itself", () => {
  expect(differences(elifChain, elifChain)).toEqual([]);
});

test("another argument is named with the branch that its task stands in", () => {
  expect(differences(elifChain, elifChain.replace("constant: fair", "constant: good"))).toEqual([
    'if !(score.Output > 90) && score.Output > 50 / label-2 · arguments · text · constant: expected "fair", got "good"',
  ]);
});

test("another condition is named, with what stands under it and who reads that", () => {
  const lines = differences(elifChain, elifChain.replace("> 90", "> 91"));
  expect(lines.map((line) => line.replace(/: (expected|got) .*$/, ""))).toEqual([
    "pipeline · returns · parameters.Output · from · oneOf",
    "pipeline · returns · parameters.Output · from · oneOf",
    "if score.Output > 90",
    "if score.Output > 90 / label",
    "if score.Output > 91",
    "if score.Output > 91 / label",
    "report · arguments · text · oneOf",
    "report · arguments · text · oneOf",
  ]);
});

test("an exit task of another group is named, with both groups", () => {
  expect(differences(exitHandlers, exitHandlers.replace("producerTask: exit-handler-2", "producerTask: exit-handler-1"))).toEqual([
    'notify-2 · afterAll: got "exit-handler-1" too',
    'notify-2 · arguments · status · statusOf · $node: expected "exit-handler-2", got "exit-handler-1"',
  ]);
});
