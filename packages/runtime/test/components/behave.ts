import type { TaskContext } from "@typeline/dsl";

/** Ends in as many ways as there are. */
export async function behave({ how }: { how: string }, { signal }: TaskContext): Promise<number> {
  switch (how) {
    case "throw":
      return fit([1, 2]);
    case "throw later":
      await new Promise<void>((resolve) => setTimeout(resolve));
      return fit([1]);
    case "cause":
      throw new Error("no model", { cause: new Error("disk full") });
    case "no error":
      throw { reason: "odd" };
    case "floating rejection":
      void Promise.reject(new Error("left alone"));
      return 1;
    case "uncaught":
      setTimeout(() => {
        throw new Error("from a timer");
      });
      return new Promise((resolve) => setTimeout(() => resolve(1), 5000));
    case "never":
      return new Promise(() => {});
    case "exit":
      process.exit(0);
      break;
    case "open handle":
      setInterval(() => {}, 1000);
      return 1;
    case "much output":
      for (let i = 0; i < 2000; i++) console.log("x".repeat(99));
      throw new Error("after much output");
    case "until stopped":
      console.log("started");
      return new Promise((_, reject) => {
        const timer = setInterval(() => {}, 1000);
        signal.addEventListener("abort", () => {
          clearInterval(timer);
          console.log("cleaned up");
          reject(signal.reason);
        });
      });
    case "deaf":
      console.log("started");
      setInterval(() => {}, 1000);
      return new Promise(() => {});
    default:
      return Number.NaN;
  }
}

function fit(rows: number[]): number {
  if (rows.length < 3) {
    throw new Error(`too few rows: ${rows.length}`);
  }
  return rows.length;
}
