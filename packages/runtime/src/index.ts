export type { Assembly, Json } from "./assembly.ts";
