import { container, pipeline } from "@typeline/dsl";

const printText = container<{ text: string }>(({ text }) => ({
  image: "alpine",
  command: ["sh", "-c", 'set -e -x\necho "$0"\n', text],
}));

export const pipelineWithAfter = pipeline(() => {
  const task1 = printText({ text: "1st task" });
  const task2 = printText({ text: "2nd task" }, { after: [task1] });
  printText({ text: "3rd task" }, { after: [task1, task2] });
});
