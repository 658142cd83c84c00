import { component, pipeline } from "@typeline/dsl";

const concatenate = component(async ({ message1, message2 }: { message1: string; message2: string }) => message1 + message2);

export const concatMessage = pipeline(({ message1, message2 }: { message1: string; message2: string }) =>
  concatenate({ message1, message2 }),
);
