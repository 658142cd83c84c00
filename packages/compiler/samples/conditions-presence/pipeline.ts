// Presence, `??` and `?.` in conditions: an absent value compares as `undefined` does.
import { component, type Int, pipeline } from "@typeline/dsl";

const log = component(async () => {});

interface Config {
  name: string;
  depth?: Int;
  inner?: { rate: number; tag?: string };
  "max-rows"?: number;
  owner: string | null;
}

export const conditionsPresence = pipeline(
  ({ note, limit, config, given }: { note?: string; limit?: Int; config: Config; given?: Config }) => {
    if (note !== undefined) log();
    if (note == null) log();
    if (note === "x") log();
    if (note !== "x") log();
    if (limit !== undefined && limit > 3) log();
    if ((limit ?? 5) > 3) log();
    if (config.depth === undefined) log();
    if (config.inner?.rate === 0.5) log();
    if (config.inner?.tag) log();
    if ((config["max-rows"] ?? 10) >= 10) log();
    if (config.owner === null) log();
    if (given?.depth !== undefined) log();
    if ("depth" in config) log();
    if ((given?.name ?? note ?? "none") === "none") log();
  },
);
