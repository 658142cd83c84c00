/**
 * The same pipeline twice: as TypeScript and as its Python twin. Every generated graph is a function of its size, so that a
 * benchmark of today compares with one of last month.
 */

/**
 * One component used `count` times: each task reads the output of the one ten before it, so the graph is ten wide.
 *
 * @param {number} count
 * @param {number} [seed] A constant in the source, for a benchmark that edits it.
 */
export function repeated(count, seed = 1) {
  const before = (index) => (index < 10 ? String(seed + index) : `t${index - 10}`);
  const indexes = Array.from({ length: count }, (_, index) => index);
  return {
    typescript: [
      'import { component, type Int, pipeline } from "@typeline/dsl";',
      "",
      "const step = component(async ({ value, add }: { value: Int; add: Int }): Promise<Int> => value + add);",
      "",
      `export const repeated${count} = pipeline(({ add = 1 }: { add?: Int }) => {`,
      ...indexes.map((index) => `  const t${index} = step({ value: ${before(index)}, add });`),
      `  return t${count - 1};`,
      "});",
      "",
    ].join("\n"),
    python: [
      "from kfp import dsl",
      "",
      "",
      "@dsl.component",
      "def step(value: int, add: int) -> int:",
      "    return value + add",
      "",
      "",
      `@dsl.pipeline(name='repeated${count}')`,
      `def repeated${count}(add: int = 1) -> int:`,
      ...indexes.map((index) => `    t${index} = step(value=${index < 10 ? seed + index : `t${index - 10}.output`}, add=add)`),
      `    return t${count - 1}.output`,
      "",
    ].join("\n"),
  };
}

/**
 * One component used `count` times, in plain functions of a hundred tasks that the pipeline calls one after the other: how a generated
 * pipeline of this size is written. TypeScript's check of one function takes time with the square of its statements.
 *
 * @param {number} count A multiple of 100.
 */
export function sectioned(count) {
  const sections = Array.from({ length: count / 100 }, (_, index) => index);
  const steps = Array.from(
    { length: 100 },
    (_, index) => `  const t${index} = step({ value: ${index < 10 ? "start" : `t${index - 10}`}, add });`,
  );
  return {
    typescript: [
      'import { component, type Int, pipeline } from "@typeline/dsl";',
      "",
      "const step = component(async ({ value, add }: { value: Int; add: Int }): Promise<Int> => value + add);",
      "",
      ...sections.flatMap((section) => [`function section${section}(start: Int, add: Int): Int {`, ...steps, "  return t99;", "}", ""]),
      `export const sectioned${count} = pipeline(({ add = 1 }: { add?: Int }) => {`,
      "  const s0 = section0(1, add);",
      ...sections.slice(1).map((section) => `  const s${section} = section${section}(s${section - 1}, add);`),
      `  return s${sections.length - 1};`,
      "});",
      "",
    ].join("\n"),
    python: "",
  };
}

/**
 * A file with control flow: per block of twenty lines fifteen tasks, a value that one of two branches gives, a branch without another, and a
 * loop over a list that a task gives. Each block starts with what the one ten before it gave.
 *
 * @param {number} blocks
 */
export function branching(blocks) {
  return {
    typescript: [
      'import { component, type Int, pipeline } from "@typeline/dsl";',
      "",
      "const step = component(async ({ value, add }: { value: Int; add: Int }): Promise<Int> => value + add);",
      "const list = component(async ({ count }: { count: Int }): Promise<Int[]> => Array.from({ length: count }, (_, index) => index));",
      "",
      `export const branching${blocks} = pipeline(({ add = 1, limit = 10 }: { add?: Int; limit?: Int }) => {`,
      ...Array.from({ length: blocks }, (_, block) => [
        `  const a${block} = step({ value: ${block < 10 ? block : `f${block - 10}`}, add });`,
        `  const b${block} = step({ value: a${block}, add });`,
        `  const c${block} = step({ value: step({ value: a${block}, add }), add: b${block} });`,
        `  let d${block}: Int;`,
        `  if (b${block} > limit) {`,
        `    d${block} = step({ value: b${block}, add: ${block} });`,
        "  } else {",
        `    d${block} = step({ value: c${block}, add: ${block} });`,
        "  }",
        `  if (c${block} < limit && a${block} > 0) {`,
        `    step({ value: c${block}, add: d${block} });`,
        `    step({ value: a${block}, add });`,
        "  }",
        `  const items${block} = list({ count: d${block} });`,
        `  for (const item of items${block}) {`,
        `    const x = step({ value: item, add });`,
        `    step({ value: x, add: d${block} });`,
        "  }",
        `  const e${block} = step({ value: step({ value: d${block}, add }), add: step({ value: c${block}, add }) });`,
        `  const f${block} = step({ value: e${block}, add: a${block} });`,
      ]).flat(),
      `  return f${blocks - 1};`,
      "});",
      "",
    ].join("\n"),
    python: "",
  };
}

/**
 * A mix as in real projects: per block of five tasks a loader, a transformation with options, two models fitted side by side with
 * resources of their own, and a report of both; each block starts after the one before it.
 *
 * @param {number} count Rounded up to whole blocks.
 */
export function mixed(count) {
  const blocks = Array.from({ length: Math.ceil(count / 5) }, (_, index) => index);
  return {
    typescript: [
      'import { component, Dataset, type Int, Metrics, Model, pipeline } from "@typeline/dsl";',
      "",
      "/** Rows of one day. */",
      "const load = component(async ({ day, rows = 100 }: { day: string; rows?: Int }) => Dataset.json(Array.from({ length: rows }, (_, x) => ({ x, day }))));",
      'const prepare = component(async ({ data, columns }: { data: Dataset; columns: string[] }) => ({ clean: Dataset.json({ rows: await data.json(), columns }), size: columns.length }), { memory: "1Gi" });',
      "const fit = component(async ({ data, rate, depth }: { data: Dataset; rate: number; depth: Int }) => ({ model: Model.json({ rate, depth, of: data.name }), metrics: Metrics.of({ rate }) }));",
      "const report = component(async ({ first, second, title }: { first: Model; second: Model; title: string }) => `${title}: ${first.name} ${second.name}`);",
      "",
      `export const mixed${count} = pipeline(({ day, rate = 0.1 }: { day: string; rate?: number }) => {`,
      ...blocks.flatMap((block) => [
        `  const data${block} = load({ day, rows: ${100 + block} }${block === 0 ? "" : `, { after: [report${block - 1}] }`});`,
        `  const clean${block} = prepare({ data: data${block}, columns: ["a", "b${block}"] });`,
        `  const small${block} = fit({ data: clean${block}.clean, rate, depth: ${block + 2} }, { cpu: 1, memory: "2Gi", retries: 2 });`,
        `  const large${block} = fit({ data: clean${block}.clean, rate, depth: ${block + 8} }, { cpu: 4, memory: "8Gi", env: { LEVEL: "${block}" } });`,
        `  const report${block} = report({ first: small${block}.model, second: large${block}.model, title: "block ${block}" }, { cache: false });`,
      ]),
      "});",
      "",
    ].join("\n"),
    python: [
      "from typing import List, NamedTuple",
      "",
      "from kfp import dsl",
      "from kfp.dsl import Dataset, Input, Metrics, Model, Output",
      "",
      "",
      "@dsl.component",
      "def load(day: str, data: Output[Dataset], rows: int = 100):",
      "    import json",
      "    with open(data.path, 'w') as file:",
      "        json.dump([{'x': x, 'day': day} for x in range(rows)], file)",
      "",
      "",
      "@dsl.component",
      "def prepare(data: Input[Dataset], columns: List[str], clean: Output[Dataset]) -> NamedTuple('Outputs', [('size', float)]):",
      "    with open(data.path) as source, open(clean.path, 'w') as file:",
      "        file.write(source.read() + str(columns))",
      "    return (float(len(columns)),)",
      "",
      "",
      "@dsl.component",
      "def fit(data: Input[Dataset], rate: float, depth: int, model: Output[Model], metrics: Output[Metrics]):",
      "    metrics.log_metric('rate', rate)",
      "    with open(model.path, 'w') as file:",
      "        file.write(f'{rate} {depth} {data.name}')",
      "",
      "",
      "@dsl.component",
      "def report(first: Input[Model], second: Input[Model], title: str) -> str:",
      "    return f'{title}: {first.name} {second.name}'",
      "",
      "",
      `@dsl.pipeline(name='mixed${count}')`,
      `def mixed${count}(day: str, rate: float = 0.1):`,
      ...blocks.flatMap((block) => [
        `    data${block} = load(day=day, rows=${100 + block})${block === 0 ? "" : `.after(report${block - 1})`}`,
        `    clean${block} = prepare(data=data${block}.output, columns=['a', 'b${block}'])`,
        `    clean${block}.set_memory_limit('1Gi')`,
        `    small${block} = fit(data=clean${block}.outputs['clean'], rate=rate, depth=${block + 2})`,
        `    small${block}.set_cpu_limit('1').set_memory_limit('2Gi').set_retry(2)`,
        `    large${block} = fit(data=clean${block}.outputs['clean'], rate=rate, depth=${block + 8})`,
        `    large${block}.set_cpu_limit('4').set_memory_limit('8Gi').set_env_variable('LEVEL', '${block}')`,
        `    report${block} = report(first=small${block}.outputs['model'], second=large${block}.outputs['model'], title='block ${block}')`,
        `    report${block}.set_caching_options(False)`,
      ]),
      "",
    ].join("\n"),
  };
}

/** Tasks that do nothing, each after the one before it. For `typeline run` alone: there is no Python twin. */
export function chain(count) {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return {
    typescript: [
      'import { component, type Int, pipeline } from "@typeline/dsl";',
      "",
      "const pass = component(({ value }: { value: Int }): Int => value);",
      "",
      `export const chain${count} = pipeline(() => {`,
      ...indexes.map((index) => `  const t${index} = pass({ value: ${index === 0 ? "1" : `t${index - 1}`} });`),
      `  return t${count - 1};`,
      "});",
      "",
    ].join("\n"),
    python: "",
  };
}

/** A loop over a list that the run is given, of a task that does nothing. */
export function fanOut() {
  return {
    typescript: [
      'import { component, type Int, pipeline } from "@typeline/dsl";',
      "",
      "const pass = component(({ value }: { value: Int }): Int => value);",
      "",
      "export const fanOut = pipeline(({ items }: { items: Int[] }) => {",
      "  for (const value of items) pass({ value });",
      "});",
      "",
    ].join("\n"),
    python: "",
  };
}
