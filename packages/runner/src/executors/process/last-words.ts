/** Characters of an exception that a message shows. */
const LONGEST = 300;

/**
 * What a Python program said of its end: the exception of its last traceback, with all lines of its message; else a last line that reads
 * like one. Undefined for any other program.
 *
 * @param stderr the end of what it wrote there
 */
export function lastWords(stderr: string): string | undefined {
  const lines = stderr.trimEnd().split("\n");
  const traceback = lines.findLastIndex((line) => line.startsWith("Traceback (most recent call last)"));
  // The frames are indented, the exception is not.
  const exception = traceback < 0 ? -1 : lines.findIndex((line, index) => index > traceback && /^\S/.test(line));
  const last = lines.at(-1)!.trim();
  const found =
    exception >= 0
      ? lines.slice(exception).map((line) => line.trim())
      : /^[A-Za-z_][\w.]*(?:Error|Exception|Exit|Interrupt)\b/.test(last)
        ? [last]
        : [];
  const text = found.filter((line) => line !== "").join(" ");
  if (text === "") return undefined;
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
