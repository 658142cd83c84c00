// Facts of the run: as arguments, in templates, and inside components that look at their context.
import { component, container, pipeline } from "@typeline/dsl";

const note = component(async ({ text }: { text: string }, { run, task }) => `${text} ${run.id} ${task.name}`);
const plain = component(async ({ text }: { text: string }, { progress }) => progress(1, text));
const say = container<{ text: string }>(({ text }) => ({ image: "busybox", command: ["echo", text] }));

export const runFacts = pipeline((_inputs: {}, { run }) => {
  note({ text: run.id });
  plain({ text: `${run.name} at ${run.createdAt}` });
  say({ text: run.scheduledAt });
});
