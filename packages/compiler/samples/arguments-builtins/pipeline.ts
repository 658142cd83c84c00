// Pure built-ins of Math, String, Array and JSON over values that only a run knows.
import { component, pipeline } from "@typeline/dsl";

const show = component(async (given: { numbers: number[]; texts: string[]; flags: boolean[]; parts: string[] }) => JSON.stringify(given));

export const argumentsBuiltins = pipeline(({ name, xs, index }: { name: string; xs: number[]; index: number }) => {
  show({
    numbers: [Math.round(xs[0]! * 10) / 10, xs.length, name.length, Number(name), parseInt(name, 10), xs[index]!, index ** 2, index % 2],
    texts: [
      name.trim().toLowerCase(),
      String(index),
      xs.join(", "),
      name.replaceAll("a", "b"),
      index.toFixed(2),
      name.slice(1, -1),
      typeof index,
    ],
    flags: [name.startsWith("a"), xs.includes(3), !name, Number.isInteger(index), Array.isArray(xs), Boolean(index)],
    parts: name.split(","),
  });
});
