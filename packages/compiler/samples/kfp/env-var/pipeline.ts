import { component, pipeline } from "@typeline/dsl";

const comp = component(
  async ({ env_var }: { env_var: string }) => {
    const value = process.env[env_var] ?? "";
    if (value === "") throw new Error("Env var is not set");
    return value;
  },
  { image: "node:22-slim" },
);

export const testEnvExists = pipeline(({ env_var }: { env_var: string }) => comp({ env_var }, { cache: false }));
