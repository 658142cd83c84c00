import { artifactType } from "./executor.ts";
import { type Json, type JsonObject, list, object, withoutDefaults } from "./json.ts";

/** Inputs or outputs of a component: name → what it takes. */
export function definitions(value: Json | undefined): JsonObject {
  const { parameters, artifacts } = object(value);
  return withoutDefaults({
    parameters: mapFields(object(parameters), parameterDefinition),
    artifacts: mapFields(object(artifacts), artifactDefinition),
  });
}

function mapFields(value: JsonObject, form: (field: JsonObject) => JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, form(object(field))]));
}

/** A default makes an input optional, whether or not the document says so (KFP's SDK before 2.1 did not). */
function parameterDefinition({ parameterType, defaultValue, isOptional, description, literals, ...others }: JsonObject): JsonObject {
  return {
    type: parameterType ?? null,
    optional: isOptional === true || defaultValue !== undefined,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...withoutDefaults({ description: described(description), literals: list(literals), ...others }),
  };
}

function artifactDefinition({ artifactType: type, isArtifactList, isOptional, description, ...others }: JsonObject): JsonObject {
  return {
    type: artifactType(type),
    optional: isOptional === true,
    list: isArtifactList === true,
    ...withoutDefaults({ description: described(description), ...others }),
  };
}

/** Line breaks of a description are free. */
export function described(value: Json | undefined): Json | undefined {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim() : value;
}

/** Names that a compiler makes up to carry values through groups and into commands. They are no part of what anyone wrote. */
export function isThreaded(name: string): boolean {
  return /^(pipelinechannel|typeline)--/.test(name);
}
