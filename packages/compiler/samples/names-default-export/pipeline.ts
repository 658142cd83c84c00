// What a default export is named after: its file.
import { component, pipeline } from "@typeline/dsl";
import load from "./load-rows.ts";

const count = component(async ({ rows }: { rows: number[] }) => rows.length);

export default pipeline(() => count({ rows: load() }));
