import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => rate);
function* rates() {
  yield 0.1;
  yield 0.01;
}

export const showing = pipeline(() => {
  for (const rate of rates()) fit({ rate });
});
