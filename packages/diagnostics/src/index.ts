export * from "./diagnostic.ts";
export { messages } from "./messages.generated.ts";
