import { component, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const echo = component(async ({ message }: { message: string }) => message);
const recordExit = component(async ({ status }: { status?: TaskStatus }) => `exit:${status?.state}`);

/**
 * Runs `echo` inside an ExitHandler.
 * On success the exit task receives a PipelineTaskFinalStatus with
 * state='SUCCEEDED'. No pipeline output — KFP's compiler rejects
 * returning a value from inside an ExitHandler.
 */
export const pipelineWithExitHandler = pipeline(({ message = "hello" }: { message?: string }) => {
  try {
    echo({ message });
  } finally {
    recordExit({ status: taskStatus() });
  }
});
