import { component, pipeline } from "@typeline/dsl";

const fetch = component(async ({ url }: { url: string }) => url);
const parse = component(async ({ page = "empty" }: { page?: string }) => page);
const log = component(async ({ text }: { text: string }) => console.log(text));

export const ignoreUpstreamFailure = pipeline(({ url }: { url: string }) => {
  const fetched = fetch({ url });
  parse({ page: fetched }, { ifUpstream: "completed" });
  log({ text: "fetched" }, { after: [fetched] });
  const other = fetch({ url: "other" });
  log({ text: "over" }, { after: [other], ifUpstream: "completed" });
});
