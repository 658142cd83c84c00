import { basename } from "node:path";
import { component, pipeline } from "@typeline/dsl";

const show = component(async ({ name }: { name: string }) => name);

export const showing = pipeline(({ path }: { path: string }) => show({ name: basename(path) }));
