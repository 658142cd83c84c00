import { component, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const work = component(async ({ name }: { name: string }) => console.log(name));
const notify = component(async ({ channel, status }: { channel: string; status?: TaskStatus }) => console.log(channel, status?.state));
const cleanUp = component(async () => console.log("done"));

export const exitHandlers = pipeline(({ channel = "ops" }: { channel?: string }) => {
  try {
    work({ name: "first" });
    work({ name: "second" });
  } finally {
    notify({ channel, status: taskStatus() });
  }
  try {
    work({ name: "third" });
  } finally {
    notify({ channel: "dev", status: taskStatus() });
  }
  try {
    work({ name: "fourth" });
  } finally {
    cleanUp();
  }
});
