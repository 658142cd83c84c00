// What a compilation needs and its start does not: loaded while TypeScript and esbuild get ready in processes of their own.
export { createReader } from "./1-read/reader.ts";
export { Run } from "./compile.ts";
