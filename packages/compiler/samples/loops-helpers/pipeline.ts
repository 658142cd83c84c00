// A loop in a helper, with a callback: inlined where it is called.
import { component, pipeline } from "@typeline/dsl";

const fit = component(async ({ rate }: { rate: number }) => ({ loss: rate }));
const pick = component(async ({ losses }: { losses: number[] }) => Math.min(...losses));

function search(rates: number[], start: (rate: number) => { loss: number }) {
  return pick({ losses: rates.map((rate) => start(rate).loss) });
}

export const loopsHelpers = pipeline(({ rates, factor }: { rates: number[]; factor: number }) => {
  const best = search(rates, (rate) => fit({ rate }));
  const other = search([1, 2], (rate) => fit({ rate: rate * factor }));
  return { best, other };
});
