// What comes after a `finally`: `after` a task inside is after the whole `try`, and values of the body are read as usual.
import { component, pipeline } from "@typeline/dsl";

const train = component(async () => ({ loss: 0.5 }));
const clean = component(async () => {});
const report = component(async ({ loss }: { loss: number }) => {
  console.log(loss);
});

export const finallyOrder = pipeline(() => {
  let run: { loss: number };
  let cleaned: ReturnType<typeof clean>;
  try {
    run = train();
  } finally {
    cleaned = clean();
  }
  report({ loss: run.loss }, { after: [cleaned] });
});
