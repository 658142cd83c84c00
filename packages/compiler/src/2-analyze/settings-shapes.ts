import type { Json } from "@typeline/runtime";

/**
 * The shapes of options that are whole objects or lists. TypeScript sees to them, unless it was talked out of it; `4-lower` takes them apart
 * and must find what it looks for.
 */
type Test = (value: Json | undefined) => boolean;

const object: Test = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf =
  (item: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(item);
const optional =
  (test: Test): Test =>
  (value) =>
    value === undefined || test(value);
const fields =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    object(value) && Object.entries(tests).every(([key, test]) => test((value as Readonly<Record<string, Json>>)[key]));

const rules = (required: Test): Test =>
  optional(
    fields({
      requiredDuringSchedulingIgnoredDuringExecution: optional(required),
      preferredDuringSchedulingIgnoredDuringExecution: optional(listOf(object)),
    }),
  );
const podRules = rules(listOf(object));

export const isAffinity: Test = fields({
  nodeAffinity: rules(fields({ nodeSelectorTerms: optional(listOf(object)) })),
  podAffinity: podRules,
  podAntiAffinity: podRules,
});
export const isTolerations: Test = listOf(object);
export const isSecurityContext: Test = object;
export const isPackages: Test = listOf((item) => typeof item === "string");
