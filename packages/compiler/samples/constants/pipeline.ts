// Constants through imports, namespaces, enums, JSON and text files, spreads, and built-ins at compile time.
import { component, pipeline } from "@typeline/dsl";
// @ts-expect-error: TypeScript has no types for text files that are imported
import prompt from "./prompt.txt" with { type: "text" };
import rules from "./rules.json" with { type: "json" };
import * as settings from "./settings.ts";
import { base, LIMITS, Mode, names as nameList } from "./settings.ts";

const show = component(
  async (given: {
    config: { rate: number; depth: number; mode: string };
    names: string[];
    limit: number;
    rule: string;
    prompt: string;
    days: number;
    table: Record<string, number>;
  }) => given.prompt,
);

export const constants = pipeline(() => {
  const [first = "none", ...rest] = nameList;
  let days = 1;
  for (let i = 0; i < 3; i++) days *= 2;
  days += settings.offset;
  const table: Record<string, number> = {};
  for (const [key, value] of Object.entries(LIMITS)) table[key.toUpperCase()] = Math.round(value);
  const seen = new Map([["a", 1]]);
  seen.set("b", 2);
  show({
    config: { ...base, depth: Math.max(2, base.depth), mode: Mode.Fast },
    names: [...rest, first, `${nameList.length} names`].filter((name) => name !== "b"),
    limit: LIMITS.rows ?? 0,
    rule: rules.rules[0]!.name,
    prompt,
    days: days + seen.size + (seen.get("b") ?? 0),
    table,
  });
});
