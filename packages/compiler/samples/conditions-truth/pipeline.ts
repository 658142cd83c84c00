// What counts as true in an `if`, by type: as TypeScript has it, and of what may be absent only if it is there.
import { component, type Dataset, type Int, pipeline } from "@typeline/dsl";

const log = component(async ({ text }: { text: string }) => {
  console.log(text);
});

interface Inputs {
  verbose: boolean;
  rows: Int;
  rate: number;
  label: string;
  quiet?: boolean;
  limit?: Int;
  note?: string;
  tags?: string[];
  config?: { depth: number };
  extra?: Dataset;
}

export const conditionsTruth = pipeline(({ verbose, rows, rate, label, quiet, limit, note, tags, config, extra }: Inputs) => {
  if (verbose) log({ text: "boolean" });
  if (!verbose) log({ text: "not boolean" });
  if (rows) log({ text: "integer" });
  if (!rate) log({ text: "not number" });
  if (label) log({ text: "string" });
  if (quiet) log({ text: "optional boolean" });
  if (!limit) log({ text: "not optional integer" });
  if (note) log({ text: "optional string" });
  if (tags) log({ text: "optional list" });
  if (config) log({ text: "optional struct" });
  if (extra) log({ text: "optional artifact" });
  if (verbose && rows && !note) log({ text: "several kinds" });
});
