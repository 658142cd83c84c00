// `try … finally` in loops, in branches, in another one, and in a nested pipeline.
import { component, pipeline, type TaskStatus, taskStatus } from "@typeline/dsl";

const work = component(async ({ name }: { name: string }) => name.length);
const clean = component(async ({ name, status }: { name: string; status: TaskStatus }) => {
  console.log(name, status.state);
});

const job = pipeline(({ name }: { name: string }) => {
  try {
    work({ name });
  } finally {
    clean({ name, status: taskStatus() });
  }
});

export const finallyNested = pipeline(({ names, twice }: { names: string[]; twice: boolean }) => {
  for (const name of names) {
    try {
      work({ name });
    } finally {
      clean({ name, status: taskStatus() });
    }
  }
  if (twice) {
    try {
      try {
        work({ name: "inner" });
      } finally {
        clean({ name: "inner", status: taskStatus() });
      }
    } finally {
      clean({ name: "outer", status: taskStatus() });
    }
  }
  job({ name: "nested" });
});
