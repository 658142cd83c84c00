import { expect, test } from "vitest";
import type { Call } from "./samples/containers.ts";
import { differences } from "./samples/flow/compare.ts";
import { FLOW_LIBRARY } from "./samples/flow/library.ts";
import type { Run } from "./samples/interpreter.ts";
import { reduce } from "./samples/reduce.ts";
import { runPlainly } from "./samples/reference.ts";
import { LIBRARY } from "./samples/stubs.ts";

const calls = (...of: (readonly [stub: string, received: object])[]): Call[] =>
  of.map(([stub, received]) => ({ path: "", stub, received }));
const succeeds = (of: readonly Call[], outputs: Run["outputs"] = {}): Run => ({ calls: of, state: "SUCCEEDED", outputs });
const fails = (of: readonly Call[]): Run => ({ calls: of, state: "FAILED", outputs: {}, reason: "why" });

/** What plain JavaScript makes of a body. */
function plainly(body: string) {
  const source = `export const p = pipeline(({ n = 1, xs }: { n?: number; xs: number[] }) => {\n${body}\n});`;
  const run = (failuresCount: boolean) => runPlainly(LIBRARY + FLOW_LIBRARY, source, "p", { xs: [2, 3] }, failuresCount);
  return { outcome: run(true), most: run(false) };
}

test("the order of calls and of keys means nothing; how often each is made does", () => {
  const body = plainly("for (const x of xs) sink({ n: x, s: `${n}` });\nsink({ n: 2, s: `1` });");
  const [two, three] = [["sink", { s: "1", n: 2 }] as const, ["sink", { n: 3, s: "1" }] as const];
  expect(differences(succeeds(calls(three, two, two)), body)).toEqual([]);
  expect(differences(succeeds(calls(three, two)), body)).toEqual(['not called: sink {"n":2,"s":"1"}']);
  expect(differences(succeeds(calls(three, three, two, two)), body)).toEqual(['called: sink {"n":3,"s":"1"}']);
  expect(differences(fails(calls(three, two, two)), body)).toEqual(["the run fails: why"]);
});

test("outputs are compared, artifacts by what they hold", () => {
  const body = plainly("const made: Model = make({ n });\nreturn { made, all: xs.map((x) => x + 1) };");
  const { artifact } = (body.outcome.outputs as { made: { artifact: string } }).made;
  const given = calls(["make", { n: 1 }]);
  expect(differences(succeeds(given, { all: [3, 4], made: { artifact } }), body)).toEqual([]);
  expect(differences(succeeds(given, { all: [4, 3], made: { artifact } }), body)).toHaveLength(1);
  expect(differences(succeeds(given, { all: [3, 4], made: { artifact: "another" } }), body)).toHaveLength(1);
});

test("of a run that fails, all is done that was done before, and nothing that is never done", () => {
  const body = plainly('sink({ n: 1 });\nif (n > 0) throw new Error("reached");\nsink({ n: 2 });\nif (n > 1) sink({ n: 3 });');
  const sink = (n: number) => ["sink", { n }] as const;
  expect(differences(fails(calls(sink(1))), body)).toEqual([]);
  expect(differences(fails(calls(sink(1), sink(2))), body)).toEqual([]);
  expect(differences(fails(calls(sink(2))), body)).toEqual(['not called: sink {"n":1}']);
  expect(differences(fails(calls(sink(1), sink(3))), body)).toEqual(['called: sink {"n":3}']);
  expect(differences(succeeds(calls(sink(1))), body)).toEqual(["the run succeeds"]);
});

test("a program is reduced to what matters of it", async () => {
  const source = [
    "export const p = pipeline(() => {",
    "  const a = one();",
    "  for (const x of xs) {",
    "    if (x > 1) {",
    "      two(a);",
    "    } else if (x > 0) {",
    "      three();",
    "      four();",
    "    } else {",
    "      five();",
    "    }",
    "    six();",
    "  }",
    "});",
  ];
  const balanced = (text: string): boolean => text.split("{").length === text.split("}").length;
  const found = async (text: string) => reduce(source.join("\n"), async (smaller) => smaller.includes(text) && balanced(smaller));
  expect(await found("four();")).toBe(`${source[0]}\n  four();\n});`);
  expect(await found("five();\n    }\n    six();")).toBe(
    [source[0], source[2], "    if (x > 1) {", "      five();", "    }", "    six();", "  }", "});"].join("\n"),
  );
});
