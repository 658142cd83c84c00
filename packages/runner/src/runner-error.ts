/** Something outside of the pipeline stands in the way of a run, in one sentence: a folder that cannot be written, an unknown run. */
export class RunnerError extends Error {
  override readonly name = "RunnerError";
}

/** The sentence for what a system call says. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOSPC":
      return "the disk is full";
    case "EDQUOT":
      return "the disk quota is used up";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "it cannot be written";
    case "ENOENT":
      return "it is not there";
    case "ENOTDIR":
      return "a part of its path is no folder";
    default:
      return message;
  }
}
