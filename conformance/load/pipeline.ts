// Tasks that write much: each is to cost the runner time, and next to no memory.
import { component, container, type Dataset, type Int, pipeline } from "@typeline/dsl";

const lines = component(({ count }: { count: Int }) => {
  for (let line = 0; line < count; line++) console.log(`line ${line} of a task that says too much about what it does`);
});

const shell = container<{ text: string }>(({ text }) => ({ image: "busybox", command: ["sh", "-c", text] }));

const large = container<{ megabytes: Int }, { data: Dataset; again: Dataset }>(({ megabytes }, out) => ({
  image: "busybox",
  command: ["sh", "-c", 'head -c "$0"000000 /dev/zero > "$1"; cp "$1" "$2"'],
  args: [megabytes, out.data.path, out.again.path],
}));

const size = container<{ data: Dataset }, Int>(({ data }, out) => ({
  image: "busybox",
  command: ["sh", "-c", 'wc -c < "$0" > "$1"'],
  args: [data.path, out.path],
}));

export const million = pipeline(() => {
  lines({ count: 1_000_000 });
});
export const millionOfProcess = pipeline(() => {
  shell({ text: "seq 1 1000000" });
});
export const longLine = pipeline(() => {
  shell({ text: "head -c 100000000 /dev/zero | tr '\\0' x" });
});
export const binary = pipeline(() => {
  shell({ text: "head -c 200000000 /dev/urandom" });
});
export const largeArtifact = pipeline(() => {
  const { data } = large({ megabytes: 1000 });
  return size({ data });
});
