import { container, pipeline } from "@typeline/dsl";

const fetchRows = container<{ query: string }>(({ query }) => ({ image: "curlimages/curl", command: ["curl", query] }));

export const fetching = pipeline(({ rate, day }: { rate: number; day: string }) => {
  fetchRows({ query: `https://example.com/${day}?rate=${rate}` });
});
