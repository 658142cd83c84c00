// Generated from messages/*.md by `npm run generate`. Do not edit.
import type { Page } from "./page.ts";

/** The pages of the catalogue by code. */
export const catalogue: Readonly<Record<string, Page>> = {
  TL2104: {"name":"runtimeOnlyCall","severity":"error","message":"`{call}` cannot run inside a pipeline: `{value}` is only known while the pipeline runs.","help":"Move the call into a component, or write `compute(() => {call})`.","markdown":"## Why\n\nThe compiler reads a pipeline's body; it does not run it. A function of a library needs a real value, and the value of a task's\noutput, a pipeline's input or a loop's item exists only during a run.\n\n## Before\n\n```ts\nexport const p = pipeline(({ region }: { region: string }) => {\n  fit({ label: slugify(region) });\n});\n```\n\n## After\n\n```ts\nexport const p = pipeline(({ region }: { region: string }) => {\n  const label = compute(() => slugify(region));\n  fit({ label });\n});\n```"},
};
