import { component, pipeline } from "@typeline/dsl";

const load = component(async () => ({ rows: 3 }));

export const loading = pipeline((): { rows: number; columns: number } => ({ ...load() }) as { rows: number; columns: number });
