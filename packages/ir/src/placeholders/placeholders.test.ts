import fc from "fast-check";
import { expect, test } from "vitest";
import { parseArgument, placeholdersOf, printArgument } from "./argument.ts";
import { parseTemplate, printPlaceholder, printTemplate } from "./template.ts";
import { type Argument, type Placeholder, runFacts } from "./tree.ts";

const name = fc.string({ unit: "grapheme" }).filter((text) => !/['"]/.test(text));
const placeholder: fc.Arbitrary<Placeholder> = fc.oneof(
  fc.constant<Placeholder>({ kind: "executorInput" }),
  fc.constant<Placeholder>({ kind: "outputFile" }),
  fc.record({ kind: fc.constantFrom("inputParameter" as const, "outputParameter" as const), name }),
  fc.record({ kind: fc.constantFrom("inputArtifact" as const, "outputArtifact" as const), name }),
  fc.record({
    kind: fc.constantFrom("inputArtifact" as const, "outputArtifact" as const),
    name,
    property: fc.constantFrom("path" as const, "uri" as const, "metadata" as const),
  }),
  fc.record({ kind: fc.constant("inputArtifact" as const), name, property: fc.constant("metadata" as const), key: name }),
  fc.record({ kind: fc.constant("runFact" as const), name: fc.constantFrom(...runFacts) }),
);

test("every placeholder reads as what was printed", () => {
  fc.assert(
    fc.property(fc.array(placeholder), (placeholders) => {
      expect(parseTemplate(placeholders.map(printPlaceholder).join(""))).toEqual(placeholders);
    }),
  );
});

test("any text is printed as it was read", () => {
  const fragments = fc.constantFrom(
    "{{$}}",
    "{{",
    "}}",
    "{{$.",
    "inputs.parameters['x']",
    "{{$.inputs.parameters['x']}}",
    "a",
    '"',
    "{{workflow.name}}",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(fragments, fc.string())), (all) => {
      const text = all.join("");
      expect(printTemplate(parseTemplate(text))).toBe(text);
    }),
  );
});

test.each(["{{$.x}}", "{{workflow.name}}", "{{$.inputs.parameters['x'].path}}", "{{$.outputs.parameters['x']}}", "{{ $ }}", ""])(
  "%j holds none",
  (text) => {
    expect(parseTemplate(text)).toEqual(text === "" ? [] : [text]);
  },
);

test("a placeholder inside JSON stays in its text", () => {
  expect(parseTemplate(`{"a": {{$.inputs.parameters["n"]}}}`)).toEqual(['{"a": ', { kind: "inputParameter", name: "n" }, "}"]);
});

const argument: fc.Arbitrary<Argument> = fc.letrec<{ argument: Argument; struct: Argument }>((tie) => ({
  argument: fc.oneof(
    { maxDepth: 3 },
    placeholder.map((only) => ({ kind: "template" as const, template: ["--x=", only] })),
    tie("struct"),
  ),
  struct: fc.oneof(
    fc.record({ kind: fc.constant("concat" as const), items: fc.array(tie("argument"), { maxLength: 3 }) }),
    fc.record(
      {
        kind: fc.constant("ifPresent" as const),
        input: fc.string(),
        whenGiven: fc.array(tie("argument"), { maxLength: 3 }),
        otherwise: fc.array(tie("argument"), { maxLength: 3 }),
      },
      { requiredKeys: ["kind", "input", "whenGiven"] },
    ),
  ),
})).argument;

test("Concat and IfPresent read as what was printed", () => {
  fc.assert(
    fc.property(argument, (tree) => {
      expect(parseArgument(printArgument(tree))).toEqual(tree);
    }),
  );
});

test("the texts of KFP's SDK are printed as they were", () => {
  const texts = [
    `{"IfPresent": {"InputName": "optional_input_2", "Then": ["--arg2", "{{$.inputs.parameters['optional_input_2']}}"], "Else": ["--arg2", "default value"]}}`,
    `{"Concat": ["prefix-", "{{$.inputs.parameters['text1']}}", "{{$.outputs.artifacts['text2'].uri}}"]}`,
  ];
  expect(texts.map((text) => printArgument(parseArgument(text)))).toEqual(texts);
  expect(placeholdersOf(parseArgument(texts[1]!))).toEqual([
    { kind: "inputParameter", name: "text1" },
    { kind: "outputArtifact", name: "text2", property: "uri" },
  ]);
});

test.each(['{"Concat": 1}', '{"Concat": [], "x": 1}', '{"IfPresent": {"Then": []}}', "{broken", "{}", '{"a": 1}'])("%s is text", (text) => {
  expect(parseArgument(text)).toEqual({ kind: "template", template: [text] });
});
