import { basename } from "node:path";
import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ name }: { name: string }) => name);

export const showing = pipeline(() => show({ name: basename("data/rows.csv") }));
