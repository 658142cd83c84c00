import { container, pipeline } from "@typeline/dsl";

const image = "registry.access.redhat.com/ubi9/python-311:latest";

const producer = container<{ input_text: string }, { output_value: string }>(({ input_text }, out) => ({
  image,
  command: [
    "sh",
    "-c",
    'set -e -x\nmkdir -p "$(dirname "$1")"\necho "$0, this is an output parameter" > "$1"\n',
    input_text,
    out.output_value.path,
  ],
}));

const consumer = container<{ input_value: string }>(({ input_value }) => ({
  image,
  command: ["sh", "-c", 'set -e -x\necho "Read from an input parameter: " && echo "$0"\n', input_value],
}));

export const producerConsumerParamPipeline = pipeline(({ text = "Hello world" }: { text?: string }) => {
  consumer({ input_value: producer({ input_text: text }).output_value });
});
