import { container, type Int, pipeline } from "@typeline/dsl";

const search = container<{ word: string; top?: Int; low?: Int }>(({ word, top, low }) => ({
  image: "busybox",
  command: ["grep", word, ...(top ? ["-m", ...(low ? [`${low}`] : [`${top}`])] : [])],
}));
export const searching = pipeline(() => {
  search({ word: "a" });
});
