/**
 * The inputs that the conditions of `conditions.mjs` read: their declaration, and the values that are tried.
 *
 * @typedef {import("@typeline/ir").JsonValue} JsonValue
 * @typedef {Readonly<Record<string, JsonValue>>} Inputs values by name; an optional one that is not given is absent
 */

export const declaration = `
interface Config {
  lr?: number;
  layers: Int;
  name: string;
  on: boolean;
  "key with space": number;
  tags: string[];
  nested: { deep: { x: number }; opt?: string };
  empty: string | null;
}

interface Inputs {
  n: Int;
  m: Int;
  x: number;
  y: number;
  flag: boolean;
  other: boolean;
  text: string;
  label: string;
  mode: "a" | "b" | "it's";
  xs: string[];
  ns: number[];
  bs: boolean[];
  cfg: Config;
  note?: string;
  limit?: number;
  maybe?: boolean;
  list?: number[];
  conf?: { a: number; b?: string };
}
`;

const strings = [
  "",
  "a",
  "abc",
  "abd",
  "b",
  "x",
  "xy",
  "abd!",
  "it's",
  "'",
  '"',
  "\\",
  "\\'",
  "\\n",
  "\n",
  "a\n",
  "a\tb\r\n\u0000",
  "é",
  "e\u0301",
  "é😀",
  "😀",
  "\uffff",
  "\u2028",
  "{{",
  "{{$}}",
  "{{$.inputs.parameters['x']}}",
  "{{workflow.name}}",
  "back`tick",
  "true",
  "3",
  "__proto__",
  "${label}",
  "B",
  "b😀",
];
const numbers = [0, -0, 1, 2, 2.5, -2.5, 3, 5, -1, 0.1 + 0.2, 0.3, 1e-7, 1e21, -1e22, 2 ** 53, 2 ** 53 - 1, 5e-324, 1.7976931348623157e308];
const integers = [0, 1, 2, 3, 4, 5, 6, -1, -3, 16, 17, 1000, 1001, 2 ** 31, 2 ** 53 - 1];
const booleans = [true, false];

const config = {
  layers: 2,
  name: "net",
  on: true,
  "key with space": 1,
  tags: ["t", "it's"],
  nested: { deep: { x: 1.5 }, opt: "o" },
  empty: null,
};

/** Values of each input. `undefined`: not given. @type {Readonly<Record<string, readonly (JsonValue | undefined)[]>>} */
export const values = {
  n: integers,
  m: [0, 1, 2, 3, 4, -3, 17, 2 ** 53 - 1],
  x: numbers,
  y: [0, -0, 1, 2.5, -2.5, 5, 1e-7, 1e21, -1e22, 2 ** 53],
  flag: booleans,
  other: booleans,
  text: strings,
  label: ["", "a", "abc", "abd", "b", "x", "it's", "\\", "\n", "é😀", "{{", "abd!"],
  mode: ["a", "b", "it's"],
  xs: [[], ["a"], ["a", "it's"], ["abc", "", "😀"], ["b", "a", '"', "\\"]],
  ns: [[], [0], [-0], [1, 2.5], [3, 4, 5], [1e21, 2 ** 53]],
  bs: [[], [true], [false, false]],
  cfg: [
    config,
    { ...config, lr: 0.5 },
    { ...config, lr: 0, layers: 3, on: false, empty: "x" },
    { ...config, lr: 2, name: "", tags: [], empty: "", nested: { deep: { x: 2.5 } } },
    { ...config, name: "abc", layers: -1, "key with space": -1, nested: { deep: { x: 0.5 }, opt: "" } },
  ],
  note: [undefined, "", "x", "abc", "d", "it's"],
  limit: [undefined, 0, 3, 4, 5, -1, 2.5],
  maybe: [undefined, true, false],
  list: [undefined, [], [1], [1, 2], [3, 2, 1]],
  conf: [undefined, { a: 1 }, { a: 2, b: "b" }, { a: 0, b: "" }],
};

export const names = Object.keys(values);

/** What an input is given where a condition does not read it. @type {Inputs} */
const usual = {
  n: 3,
  m: 4,
  x: 2.5,
  y: -1,
  flag: true,
  other: false,
  text: "abc",
  label: "abd",
  mode: "a",
  xs: ["a"],
  ns: [1],
  bs: [true],
  cfg: config,
};

/**
 * Inputs for a condition: all combinations of the values of what it reads, or of those that many which are spread over them.
 *
 * @param {string} condition
 * @returns {Inputs[]}
 */
export function samplesOf(condition, most = 500) {
  const read = names.filter((name) => new RegExp(`(?<![.\\w])${name}\\b`).test(condition));
  const count = read.reduce((product, name) => product * choicesOf(name).length, 1);
  // A step that shares no divisor with the count comes to every combination once before it repeats one.
  const step = count <= most ? 1 : coprime(Math.floor(count / most), count);
  return Array.from({ length: Math.min(count, most) }, (_, index) => combination(read, (index * step) % count));
}

/** @param {string} name */
const choicesOf = (name) => values[name] ?? [];

/** @param {number} from @param {number} count */
function coprime(from, count) {
  let step = from;
  while (divisor(step, count) !== 1) step++;
  return step;
}

/** @param {number} a @param {number} b @returns {number} */
const divisor = (a, b) => (b === 0 ? a : divisor(b, a % b));

/** @param {readonly string[]} read @param {number} index */
function combination(read, index) {
  /** @type {Record<string, JsonValue>} */
  const inputs = { ...usual };
  let rest = index;
  for (const name of read) {
    const choices = choicesOf(name);
    const value = choices[rest % choices.length];
    rest = Math.floor(rest / choices.length);
    if (value === undefined) delete inputs[name];
    else inputs[name] = value;
  }
  return inputs;
}
