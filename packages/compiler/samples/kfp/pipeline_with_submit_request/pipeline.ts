import { component, pipeline } from "@typeline/dsl";

const submitRequest = component(
  async ({ url }: { url: string }, { signal }) => {
    if (process.env.MULTI_USER !== "true") return;
    const scheme = process.env.SCHEME ?? "http";
    if (scheme !== "http" && scheme !== "https") throw new Error(`Invalid scheme: ${scheme}`);
    const response = await fetch(`${scheme}://${url}`, { signal });
    if (response.status !== 200) throw new Error(`Failed to request ${scheme}://${url}: ${response.status}`);
  },
  { cache: false },
);

export const pipelineWithExternalRequest = pipeline(
  () => {
    submitRequest({ url: "httpbin.org/get" });
    submitRequest({ url: "ml-pipeline:8888/apis/v2beta1/healthz" });
  },
  { description: "A pipeline that requests both in-cluster & external URLs." },
);
