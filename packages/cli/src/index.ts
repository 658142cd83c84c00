export { type Config, defineConfig, type Environment, type Target } from "./config.ts";
