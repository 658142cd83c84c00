import { component, parallel, pipeline } from "@typeline/dsl";

const visit = component(async ({ city, day }: { city: string; day: string }) => console.log(city, day));

export const loopLimits = pipeline(({ cities }: { cities: string[] }) => {
  for (const city of parallel(cities, { limit: 2 })) {
    for (const day of parallel(["mon", "tue"], { limit: 1 })) {
      visit({ city, day });
    }
  }
});
