// Placeholders are property reads; an optional argument is a test of its presence; templates mix both.
import { container, type Dataset, type Int, pipeline } from "@typeline/dsl";

const MODULE = "wordcount";

const count = container<{ text: Dataset; top?: Int; language?: string; verbose: boolean }, { counts: Dataset; total: Int }>(
  ({ text, top, language, verbose }, out) => ({
    image: "python:3.12-slim",
    command: ["python", "-m", MODULE],
    args: [
      "--in",
      text.path,
      "--uri",
      text.uri,
      "--out",
      out.counts.path,
      "--total",
      out.total.path,
      `--verbose=${verbose}`,
      ...(top !== undefined ? ["--top", `${top}`] : []),
      ...(language === undefined ? ["--any-language"] : ["--language", language]),
      ...(language ? ["--strict"] : []),
    ],
    env: { MODE: "fast", LEVEL: 3 },
  }),
);

const make = container<{}, Dataset>((_, out) => ({ image: "busybox", command: ["sh", "-c", 'echo hello > "$0"', out.path] }));

export const containerArguments = pipeline(() => {
  count({ text: make(), top: 3, verbose: true });
  count({ text: make(), verbose: false, language: "en" });
});
