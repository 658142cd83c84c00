// Lists and texts in conditions: how long, what is in them, how they begin.
import { component, type Int, pipeline } from "@typeline/dsl";

const log = component(async () => {});
const list = component(async () => ({ names: ["a"], sizes: [1, 2] as Int[], pairs: [{ name: "a", ok: true }] }));

export const conditionsLists = pipeline(({ tags = [], label }: { tags?: string[]; label: string }) => {
  const { names, sizes, pairs } = list();
  if (names.length > 2) log();
  if (names.length) log();
  if (tags.length === 0) log();
  if (names.includes("a")) log();
  if (sizes.includes(3)) log();
  if (!tags.includes(label)) log();
  if (["eu", "us"].includes(label)) log();
  if (sizes[0] === 1) log();
  if (pairs[0]!.ok) log();
  if (label.startsWith("eu-") || label.endsWith("-1")) log();
  if (label.includes("test")) log();
  if (label.length > 0) log();
  if (names.length + sizes.length > 3) log();
});
