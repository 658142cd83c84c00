import { component, pipeline } from "@typeline/dsl";

const load = component(async () => 3);
const clean = component(async () => {});

export const loading = pipeline(() => {
  try {
    load();
  } finally {
    clean();
  }
});
