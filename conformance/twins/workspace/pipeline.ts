import { writeFile } from "node:fs/promises";
import { component, pipeline } from "@typeline/dsl";

const write = component(async (_: object, { workspace }) => {
  await writeFile(`${workspace}/hello.txt`, "Hello from the workspace.");
});

export const workspace = pipeline(
  () => {
    write();
  },
  { workspace: { size: "1Gi", storageClass: "standard" } },
);
