import { quote } from "./strings.ts";
import { type Code, Untranslatable } from "./translate.ts";

/** Fields of an `ArtifactTypeSchema`: their names in CEL, and in the JSON that describes the artifact. */
const schema: Readonly<Record<string, string>> = {
  schema_title: "schemaTitle",
  schema_version: "schemaVersion",
  schema_uri: "schemaUri",
  instance_schema: "instanceSchema",
};

/**
 * What a condition reads of an artifact: a field of the message, which is empty where it is not set, and not an error. `undefined` of what
 * lies inside the metadata.
 *
 * @param description the expression of what is known of the artifact
 * @throws Untranslatable
 */
export function artifactValue({ code }: Code, [field, inner, ...rest]: readonly (string | number)[]): Code | undefined {
  switch (field) {
    case undefined:
      throw new Untranslatable("an artifact as a whole");
    case "name":
    case "uri":
      return inner === undefined ? { code: `(${code}[${quote(field)}] ?? "")`, kind: "string" } : undefined;
    case "metadata":
      return inner === undefined ? { code: `(${code}["metadata"] ?? {})`, kind: "unknown" } : undefined;
    case "type": {
      const name = typeof inner === "string" && Object.hasOwn(schema, inner) ? schema[inner] : undefined;
      if (name === undefined || rest.length > 0) throw new Untranslatable("the type of an artifact as a whole");
      return { code: `(${code}["type"]?.[${quote(name)}] ?? "")`, kind: "string" };
    }
    default:
      throw new Untranslatable(`\`${field}\` of an artifact`);
  }
}

/** Whether a field of an artifact is set: to CEL, a text that is empty is not. @throws Untranslatable */
export function artifactPresence(description: Code, fields: readonly (string | number)[]): Code | undefined {
  const [field, inner] = fields;
  if (field === "type" && inner === undefined) return { code: `(${description.code}["type"] != nil)`, kind: "bool" };
  if (field === "metadata") return inner === undefined ? { code: `(${description.code}["metadata"] != nil)`, kind: "bool" } : undefined;
  const value = artifactValue(description, fields);
  return value && { code: `(${value.code} != "")`, kind: "bool" };
}
