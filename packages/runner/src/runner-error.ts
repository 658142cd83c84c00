/** Something outside of the pipeline stands in the way of a run, in one sentence: a folder that cannot be written, an unknown run. */
export class RunnerError extends Error {
  override readonly name = "RunnerError";
}

/** What a system call of the run says, as a RunnerError; anything else as it is. */
export function systemError(error: unknown, folder: string): unknown {
  const { code, syscall, path = folder } = error as NodeJS.ErrnoException;
  if (!(error instanceof Error) || code === undefined || syscall === undefined) return error;
  return new RunnerError(`${path} cannot be used: ${reasonOf(error)}. What has finished until now is kept; go on with --resume.`);
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
    case "ENAMETOOLONG":
      return "its path is too long";
    case "EMFILE":
    case "ENFILE":
      return "too many files are open";
    case "EFBIG":
      return "it would be larger than files may be here";
    case "EIO":
      return "the disk has an error";
    case "EEXIST":
      return "something else is in its place";
    case "ENOTDIR":
      return "a part of its path is no folder";
    default:
      return message;
  }
}
