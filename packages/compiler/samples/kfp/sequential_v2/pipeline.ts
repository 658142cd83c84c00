import { container, pipeline } from "@typeline/dsl";

const download = container<{ url: string }, { downloaded: string }>(({ url }, out) => ({
  image: "google/cloud-sdk",
  command: ["sh", "-c"],
  args: [`gsutil cp ${url} ${out.downloaded.path}`],
}));

const echo = container<{ downloaded: string }>(({ downloaded }) => ({
  image: "library/bash",
  command: ["sh", "-c"],
  args: [`echo ${downloaded}`],
}));

export const sequential = pipeline(({ url }: { url: string }) => {
  const { downloaded } = download({ url });
  echo({ downloaded });
});
