import { container, pipeline } from "@typeline/dsl";

const waitOp = container(() => ({
  image: "alpine:latest",
  command: ["sh", "-c"],
  args: ["echo step-1 sleeping for 5m; sleep 300; echo done1"],
}));

export const waitAwhile = pipeline(() => {
  const first = waitOp();
  waitOp({}, { after: [first] });
});
