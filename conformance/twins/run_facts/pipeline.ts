import { component, pipeline } from "@typeline/dsl";

interface Facts {
  run_id: string;
  run_name: string;
  created: string;
  scheduled: string;
}

const log = component(async (facts: Facts) => {
  console.log(facts.run_id, facts.run_name, facts.created, facts.scheduled);
});

export const runFacts = pipeline((_: object, { run }) => {
  log({ run_id: run.id, run_name: run.name, created: run.createdAt, scheduled: run.scheduledAt });
});
