// Items that are objects: their fields are selectors; a list in an object is taken out by a group around the loop.
import { component, type Int, pipeline } from "@typeline/dsl";

interface Job {
  name: string;
  rows: Int;
  options: { rate: number; tags: string[] };
  note?: string;
}

const jobs = component(async (): Promise<Job[]> => []);
const fit = component(async ({ name, rate, note }: { name: string; rate: number; note?: string }) => {
  console.log(name, rate, note);
});
const tag = component(async ({ text, rows }: { text: string; rows: Int }) => {
  console.log(text, rows);
});

export const loopsStructs = pipeline(({ config }: { config: { names: string[]; deep: { sizes: Int[] } } }) => {
  for (const job of jobs()) {
    fit({ name: job.name, rate: job.options.rate, note: job.note });
    for (const text of job.options.tags) tag({ text, rows: job.rows });
  }
  for (const name of config.names) fit({ name, rate: 0.5 });
  for (const rows of config.deep.sizes) tag({ text: "size", rows });
});
