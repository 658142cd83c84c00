import { call, callPack, callSink, callText } from "./calls.ts";
import { expression, type Want } from "./expressions.ts";
import { type Expr, type Level, Names, scalar, TYPES, type Type } from "./names.ts";
import type { Tape } from "./tape.ts";

const ALL = Object.keys(TYPES) as Type[];
const SCALARS = ["number", "string", "boolean"] as const;

/** Writes the statements of one pipeline's body, and remembers what it may return. */
export class Body {
  readonly lines: string[] = [];
  /** Texts of what a task gave or a run was given: a root pipeline can return these. */
  readonly returnable: string[] = [];
  readonly #tape: Tape;
  readonly #nested: readonly NestedPipeline[];
  /** Calls that may still be written. */
  #calls: number;
  constructor(tape: Tape, nested: readonly NestedPipeline[], calls: number) {
    this.#tape = tape;
    this.#nested = nested;
    this.#calls = calls;
  }

  want(names: Names, more: Partial<Want> = {}): Want {
    const depth = this.#tape.below(5);
    return { tape: this.#tape, names, depth, max: 2, call: (type, want) => this.#call(type, want), ...more };
  }

  #call(type: Type, want: Want): Expr | undefined {
    return this.#calls-- > 0 ? call(type, want) : undefined;
  }

  statements(names: Names, count: number, indent: string, top = false): void {
    const loose = [
      this.#constant,
      this.#constant,
      this.#task,
      this.#task,
      this.#sink,
      this.#variable,
      this.#assignment,
      this.#compute,
      this.#helper,
      this.#pattern,
      this.#held,
    ];
    const grouping = indent.length < 6 ? [this.#loop, this.#choice, this.#gather, this.#inner] : [this.#gather];
    for (let index = 0; index < count && this.#tape.more; index++) {
      const rule = this.#tape.pick([...loose, ...grouping]);
      for (const line of rule.call(this, names, indent, top)) this.lines.push(indent + line);
    }
  }

  /** `const a: number = …` */
  #constant(names: Names): string[] {
    const type = this.#tape.pick(ALL);
    const wanted = this.#tape.chance(30) ? { max: this.#tape.pick<Level>([0, 1]), call: undefined } : {};
    const value = expression(type, this.want(names, wanted));
    const name = names.fresh("c");
    names.add({ ...value, text: name, type });
    return [`const ${name}: ${TYPES[type]} = ${value.text};`];
  }

  /** A call: its value, its outputs, or all of it. */
  #task(names: Names, _indent: string, top: boolean): string[] {
    if (this.#calls-- <= 0) return [];
    const want = this.want(names);
    const declare = (text: string, type: Type, min?: number): void => {
      names.add({ text, type, level: 2, ...(min !== undefined && { min }) });
      if (top && /^\w+(\.\w+)?$/.test(text)) this.returnable.push(text);
    };
    const name = names.fresh("t");
    switch (this.#tape.below(6)) {
      case 0: {
        const type = this.#tape.pick(["number", "boolean", "string", "numbers"] as const);
        const value = call(type, want);
        if (!value) return [];
        names.add({ ...value, text: name, type });
        if (top) this.returnable.push(name);
        return [`const ${name} = ${value.text};`];
      }
      case 1: {
        const text = callText(want);
        const size = expression("number", this.want(names, { call: undefined })).text;
        declare(`${name}.text`, "string");
        declare(`${name}.size`, "number");
        declare(`${name}["ok"]`, "boolean");
        const more = this.#tape.pick(["", "", `fuse(${name});`, `fuse({ ...${name}, size: ${size} });`]);
        return [`const ${name} = ${text};`, ...(more ? [more] : [])];
      }
      case 2: {
        const text = callText(want);
        for (const [output, type] of [
          ["Text", "string"],
          ["Size", "number"],
          ["Ok", "boolean"],
        ] as const)
          declare(`${name}${output}`, type);
        return [`const { text: ${name}Text, size: ${name}Size = 5, ok: ${name}Ok } = ${text};`];
      }
      case 3: {
        const text = callPack(want);
        for (const [output, type, min] of [
          ["cfg", "config"],
          ["rows", "numbers", 3],
          ["words", "strings", 3],
          ["table", "table"],
          ["pair", "pair"],
        ] as const)
          declare(`${name}.${output}`, type, min);
        return [`const ${name} = ${text};`];
      }
      case 4: {
        const text = callPack(want);
        declare(`${name}Cfg`, "config");
        declare(`${name}Rest.rows`, "numbers", 3);
        declare(`${name}Rest.table`, "table");
        names.add({ text: `${name}First`, type: "number", level: 2 });
        names.add({ text: `${name}Depth`, type: "number", level: 2 });
        return [
          `const { cfg: ${name}Cfg, pair: [${name}First], ...${name}Rest } = ${text};`,
          `const { inner: { depth: ${name}Depth }, opt: ${name}Opt = 4 } = ${name}Cfg;`,
          `sink({ n: ${name}Opt });`,
        ];
      }
      default: {
        const [text, extra] = [callPack(want), expression("number", this.want(names))];
        declare(`${name}.cfg`, "config");
        declare(`${name}.words`, "strings", 3);
        names.add({ text: `${name}.extra`, type: "number", level: 2 });
        return [`const ${name} = { ...${text}, extra: ${extra.text} };`];
      }
    }
  }

  #sink(names: Names): string[] {
    return this.#calls-- > 0 ? [`${callSink(this.want(names))};`] : [];
  }

  /** `let a: number = …` */
  #variable(names: Names): string[] {
    const type = this.#tape.pick([...SCALARS, "config"] as const);
    const value = expression(type, this.want(names));
    const name = names.fresh("l");
    names.add({ text: name, type, level: 2, mutable: true });
    return [`let ${name}: ${TYPES[type]} = ${value.text};`];
  }

  #assignment(names: Names): string[] {
    const target = names.find(this.#tape, (one) => one.mutable === true);
    if (!target) return [];
    const value = expression(target.type, this.want(names)).text;
    if (target.type === "number")
      return [
        `${this.#tape.pick([`${target.text} = ${value}`, `${target.text} += ${value}`, `${target.text}++`, `--${target.text}`, `${target.text} *= 2`, `[${target.text}] = [${value}]`, `({ x: ${target.text} } = { x: ${value} })`, `({ x: ${target.text} = ${value} } = { x: undefined } as { x?: number })`])};`,
      ];
    if (target.type === "string")
      return [`${this.#tape.pick([`${target.text} = ${value}`, `${target.text} += ${value}`, `${target.text} ||= "empty"`])};`];
    return [`${target.text} = ${value};`];
  }

  /** `const a = compute(() => …)` */
  #compute(names: Names, _indent: string, top: boolean): string[] {
    if (this.#calls-- <= 0) return [];
    const type = this.#tape.pick(ALL);
    const constants = new Names();
    for (const one of names.all) if (!one.mutable && !one.text.includes("(")) constants.add({ ...one, level: 2 });
    const value = expression(type, this.want(constants, { call: undefined }));
    const name = names.fresh("k");
    names.add({ text: name, type, level: 2 });
    if (top) this.returnable.push(name);
    const safe = type === "number" ? `finite(${value.text})` : value.text;
    if (this.#tape.chance(20)) {
      names.add({ text: `${name}o.value`, type, level: 2 });
      return [
        `const ${name}o = compute(() => {`,
        `  const value = ${safe};`,
        "  return { value };",
        "});",
        `const ${name} = ${name}o.value;`,
      ];
    }
    return [`const ${name} = compute((): ${TYPES[type]} => ${safe});`];
  }

  /** A function of the body, called once or twice. */
  #helper(names: Names): string[] {
    const [given, type] = [this.#tape.pick(SCALARS), this.#tape.pick(ALL)];
    const inner = new Names(names);
    const [name, parameter] = [names.fresh("f"), names.fresh("x")];
    inner.add({ text: parameter, type: given, level: 2 });
    const value = expression(type, this.want(inner));
    const first = expression(given, this.want(names, { call: undefined }));
    const result = names.fresh("r");
    names.add({ ...value, text: result, type, level: Math.max(value.level, scalar(first.level)) as Level });
    return [
      `const ${name} = (${parameter}: ${TYPES[given]}): ${TYPES[type]} => ${value.text};`,
      `const ${result} = ${name}(${first.text});`,
    ];
  }

  /** Names for the parts of a list, a pair, an object. */
  #pattern(names: Names): string[] {
    const [a, b] = [names.fresh("d"), names.fresh("d")];
    const call = undefined;
    switch (this.#tape.below(4)) {
      case 0: {
        const value = expression("pair", this.want(names, { call }));
        names.add({ text: a, type: "number", level: scalar(value.level) });
        names.add({ text: b, type: "string", level: scalar(value.level) });
        return [`const [${a}, ${b}] = ${value.text};`];
      }
      case 1: {
        const value = expression("numbers", this.want(names, { call, max: 1 }));
        const level = value.level;
        names.add({ text: a, type: "number", level: scalar(level) });
        names.add({ text: b, type: "numbers", level, min: Math.max(0, (value.min ?? 0) - 2) });
        return [`const [${a} = 6, , ...${b}] = ${value.text};`];
      }
      case 2: {
        const value = expression("config", this.want(names, { call, max: 1 }));
        names.add({ text: a, type: "number", level: scalar(value.level) });
        names.add({ text: `${b}.name`, type: "string", level: scalar(value.level) });
        return [`const { lr: ${a}, nil: ${a}n, ...${b} } = ${value.text};`, `sink({ n: ${a}n ?? 1, s: \`\${${b}.on}\` });`];
      }
      default: {
        const value = expression("config", this.want(names, { call }));
        names.add({ text: a, type: "string", level: scalar(value.level) });
        names.add({ text: b, type: "number", level: 2 });
        return [
          `const { ["name"]: ${a}, opt: ${b} = ${expression("number", this.want(names, { call })).text}, inner: { note: ${b}n = "none" } } = ${value.text};`,
          `sink({ s: ${b}n });`,
        ];
      }
    }
  }

  /** Lists, objects and maps that are filled. */
  #held(names: Names): string[] {
    const [name, other] = [names.fresh("h"), names.fresh("h")];
    const [a, b, c, d] = Array.from({ length: 4 }, () => expression("number", this.want(names)).text);
    switch (this.#tape.below(4)) {
      case 0:
        names.add({ text: name, type: "numbers", level: 1, min: 2 });
        names.add({ text: `${other}!`, type: "number", level: 2 });
        return [
          `const ${name}: number[] = [${a}];`,
          `${name}.push(${b}, ${c});`,
          `${name}[0] = ${d};`,
          `const ${other} = ${this.#tape.pick([`${name}.pop()`, `${name}.shift()`, `${name}.splice(1, 1)[0]`])};`,
        ];
      case 1:
        names.add({ text: name, type: "table", level: 1 });
        return [`const ${name}: Table = {};`, `${name}.a = ${a};`, `${name}["2"] = ${b};`, `${name}["1"] = ${c};`, `${name}.a += 1;`];
      case 2:
        names.add({ text: `${name}.get("a")!`, type: "number", level: 2 });
        return [
          `const ${name} = new Map([["a", ${a}], ["b", ${b}]]);`,
          `${name}.set("c", ${c});`,
          `sink({ n: ${name}.size, xs: [...${name}.values()] });`,
        ];
      default:
        names.add({ text: name, type: "numbers", level: 1, min: 2 });
        return [`const ${name}: number[] = [];`, `[${a}, ${b}].forEach((x, i) => ${name}.push(x + i));`, `${name}.reverse();`];
    }
  }

  /** A list whose loop is unrolled: it holds what only a run knows, or says so. */
  #unrolled(names: Names): string {
    const run = names.all.filter((one) => one.type === "number" && one.level === 2 && !one.absent);
    if (run.length > 0 && this.#tape.chance(60)) return `[${this.#tape.pick(run).text}, ${this.#tape.pick(run).text}]`;
    return `parallel(${expression("numbers", this.want(names, { max: this.#tape.pick<Level>([0, 1]), call: undefined })).text}.slice(0, 3), { unroll: true })`;
  }

  #loop(names: Names, indent: string): string[] {
    const inner = new Names(names);
    const item = names.fresh("i");
    const kind = this.#tape.below(3);
    const head =
      kind === 0
        ? `for (const ${item} of ${this.#unrolled(names)}) {`
        : kind === 1
          ? `for (let ${item} = 0; ${item} < ${2 + this.#tape.below(2)}; ${item}++) {`
          : `${this.#unrolled(names)}.forEach((${item}, ${item}i) => {`;
    inner.add({ text: item, type: "number", level: kind === 1 ? 0 : 2 });
    if (kind === 2) inner.add({ text: `${item}i`, type: "number", level: 0 });
    this.lines.push(indent + head);
    if (kind < 2 && this.#tape.chance(20))
      this.lines.push(
        `${indent}  if (${expression("boolean", this.want(inner, { max: 0, call: undefined })).text}) ${this.#tape.pick(["continue", "break"])};`,
      );
    const before = this.lines.length;
    this.statements(inner, 1 + this.#tape.below(2), `${indent}  `);
    this.#calls -= this.lines.length - before;
    return [kind === 2 ? "});" : "}"];
  }

  /** `if` and `switch` on what is known. */
  #choice(names: Names, indent: string): string[] {
    if (this.#tape.chance(30)) {
      const subject = expression("number", this.want(names, { max: 0, call: undefined }));
      this.lines.push(`${indent}switch (${subject.text} as number) {`, `${indent}  case 1:`, `${indent}  case 2: {`);
      this.statements(new Names(names), 1, `${indent}    `);
      this.lines.push(`${indent}    break;`, `${indent}  }`, `${indent}  default: {`);
      this.statements(new Names(names), 1, `${indent}    `);
      return ["  }", "}"];
    }
    this.lines.push(`${indent}if (${expression("boolean", this.want(names, { max: 0, call: undefined })).text}) {`);
    this.statements(new Names(names), 1, `${indent}  `);
    this.lines.push(`${indent}} else {`);
    this.statements(new Names(names), 1, `${indent}  `);
    return ["}"];
  }

  /** `xs.map((x) => call)` */
  #gather(names: Names): string[] {
    const list = this.#unrolled(names);
    const inner = new Names(names);
    const [item, name] = [names.fresh("i"), names.fresh("g")];
    inner.add({ text: item, type: "number", level: 2 });
    const type = this.#tape.pick(["number", "number", "config"] as const);
    const value = expression(type, this.want(inner));
    this.#calls -= 2;
    if (type === "number") names.add({ text: name, type: "numbers", level: 1 });
    return [
      `const ${name} = ${list}.map((${item}) => ${type === "number" ? value.text : `(${value.text})`});`,
      ...(type === "config" ? [`sink({ cfgs: [...${name}] });`] : []),
    ];
  }

  /** A nested pipeline's call. */
  #inner(names: Names, _indent: string, top: boolean): string[] {
    if (this.#nested.length === 0 || this.#calls <= 0) return [];
    const nested = this.#tape.pick(this.#nested);
    this.#calls -= nested.calls;
    const parts = nested.inputs.flatMap(({ name, type, optional }) => {
      if (optional && this.#tape.chance(40)) return [];
      const absent = optional ? names.find(this.#tape, (one) => one.type === type && one.absent === true) : undefined;
      return [`${name}: ${absent && this.#tape.chance(40) ? absent.text : expression(type, this.want(names)).text}`];
    });
    const name = names.fresh("p");
    for (const { name: output, type, min } of nested.outputs)
      names.add({ text: `${name}.${output}`, type, level: 2, ...(min !== undefined && { min }) });
    if (top) for (const { name: output, task } of nested.outputs) if (task) this.returnable.push(`${name}.${output}`);
    return [`const ${name} = ${nested.name}({ ${parts.join(", ")} });`];
  }
}

/** A pipeline that others call. */
export interface NestedPipeline {
  readonly name: string;
  readonly inputs: readonly { readonly name: string; readonly type: Type; readonly optional: boolean }[];
  readonly outputs: readonly { readonly name: string; readonly type: Type; readonly min?: number | undefined; readonly task: boolean }[];
  /** About as many tasks as it makes. */
  readonly calls: number;
}
