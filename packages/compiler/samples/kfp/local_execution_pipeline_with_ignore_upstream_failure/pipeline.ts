import { writeFile } from "node:fs/promises";
import { component, pipeline } from "@typeline/dsl";

const failAlways = component(async (): Promise<string> => {
  throw new Error("upstream failed intentionally");
});

const writeMarker = component(async ({ marker_path }: { marker_path: string }) => {
  await writeFile(marker_path, "cleanup_ran");
  return "cleanup_ran";
});

export const pipelineWithIgnoreUpstreamFailure = pipeline(({ marker_path }: { marker_path: string }) => {
  writeMarker({ marker_path }, { after: [failAlways()], ifUpstream: "completed" });
});
