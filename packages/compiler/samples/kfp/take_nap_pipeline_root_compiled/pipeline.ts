import { component, type Int, pipeline } from "@typeline/dsl";

/** Sleeps for secs. */
const takeNap = component(async ({ naptime_secs }: { naptime_secs: Int }) => {
  console.log(`Sleeping for ${naptime_secs} seconds: Zzzzzz ...`);
  await new Promise((resolve) => setTimeout(resolve, naptime_secs * 1000));
  return "I'm awake now. Did I snore?";
});

/** Wakes up from nap printing a message. */
const wakeUp = component(async ({ message }: { message: string }) => {
  console.log(message);
});

export const takeNapPipeline = pipeline(
  ({ naptime_secs = 900 }: { naptime_secs?: Int }) => {
    wakeUp({ message: takeNap({ naptime_secs }) });
  },
  { description: "Pipeline that sleeps for 15 mins (900 secs)", root: "s3://change/me", defaults: { cache: false } },
);
