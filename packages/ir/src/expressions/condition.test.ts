import { expect, test } from "vitest";
import { conditionRefusal, evaluateCondition } from "./condition.ts";

const inputs = {
  parameters: { text: "it's", n: 1, none: null, cfg: { lr: 0.5 }, list: [1] },
  artifacts: {
    model: {
      artifacts: [{ name: "model", uri: "gs://bucket/model", type: { schemaTitle: "system.Model" }, metadata: { accuracy: 0.95 } }],
    },
    empty: {},
    bare: { artifacts: [{}] },
  },
};

test.each([
  ["inputs.parameter_values['text'] == 'it\\'s' && inputs.parameter_values['n'] == 1.0", true],
  ["inputs.parameter_values['n'] == 1", true],
  ["int(inputs.parameter_values['n']) > 5", false],
  ["'x' in inputs.parameter_values", false],
  ["'none' in inputs.parameter_values && inputs.parameter_values['none'] == null", true],
  ["has(inputs.parameter_values.cfg) && inputs.parameter_values.cfg.lr < 1.0", true],
  ["inputs.artifacts['model'].artifacts[0].metadata['accuracy'] * 100.0 > 90.0", true],
  ["inputs.artifacts['model'].artifacts[0].type.schema_title == 'system.Model'", true],
  ["inputs.artifacts['model'].artifacts[0].uri.endsWith('/model')", true],
  ["size(inputs.artifacts['empty'].artifacts) == 0", true],
  ["has(inputs.artifacts['model'].artifacts[0].metadata) && !has(inputs.artifacts['bare'].artifacts[0].metadata)", true],
  ["inputs.artifacts['bare'].artifacts[0].name == '' && size(inputs.artifacts['bare'].artifacts[0].metadata) == 0", true],
  ["has(inputs.parameters) || has(outputs.output_file)", false],
  ["outputs.output_file == ''", true],
])("%s is %s", (text, value) => {
  expect(evaluateCondition(text, inputs)).toEqual({ value });
});

test.each([
  ["inputs.parameter_values['x'] == 1.0", 'no "x" in the map'],
  ["inputs.parameter_values['n']", "is double, not bool"],
  ["inputs.parameter_value['n'] == 1.0", "has no field parameter_value"],
  ["inputs.parameter_values['text'] == 'it's'", "not closed"],
  ["true || inputs.parameter_values['n'] + 1 > 2.0", "> has no meaning for int and double"],
  ["string(inputs.parameter_values['cfg']['lr']) == '0.5'", "string has no meaning for double"],
  ["inputs.artifacts['empty'].artifacts[0].uri == ''", "no index 0"],
])("%s is an error", (text, message) => {
  expect(evaluateCondition(text, inputs).error).toContain(message);
});

test("a condition without inputs", () => {
  expect(evaluateCondition("size(inputs.parameter_values) == 0", {})).toEqual({ value: true });
  expect(evaluateCondition("'a'.matches('a')", {})).toMatchObject({ unsupported: true });
});

test.each([
  ["true || 1 < 1.0", "< has no meaning for int and double"],
  ["inputs.parameter_values['x'] ==", "the expression ends too early"],
  // It depends on the inputs, or we do not know.
  ["inputs.parameter_values['x'] + 1 == 2", undefined],
  ["inputs.parameter_values['x'].matches('a')", undefined],
])("that KFP refuses %s whatever the inputs are: %s", (text, reason) => {
  expect(conditionRefusal(text)).toBe(reason);
});
