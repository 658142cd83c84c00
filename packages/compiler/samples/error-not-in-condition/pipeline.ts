import { component, Model, pipeline } from "@typeline/dsl";

const train = component(async () => Model.json(1));

export const training = pipeline(({ tag, other, size }: { tag: string; other: string; size: number }) => {
  if (tag.toLowerCase() === "release") train({});
  if (tag < other) train({});
  if (tag.length > 3) train({});
  if (size ** 2 > 4) train({});
  if (size % 2 === 0) train({});
  if (`${size} rows` === tag) train({});
  if (tag === "\ud800") train({});
});
