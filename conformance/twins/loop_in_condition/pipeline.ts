import { component, type Int, pipeline } from "@typeline/dsl";

const find = component(async ({ folder }: { folder: string }) => [folder]);
const count = component(async ({ files }: { files: string[] }): Promise<Int> => files.length);
const convert = component(async ({ file }: { file: string }) => file);
const archive = component(async ({ files }: { files: string[] }) => console.log(files));
const complain = component(async ({ folder }: { folder: string }) => console.log("nothing in", folder));

export const loopInCondition = pipeline(({ folder }: { folder: string }) => {
  const files = find({ folder });
  if (count({ files }) !== 0) {
    archive({ files: files.map((file) => convert({ file })) });
  } else {
    complain({ folder });
  }
});
