// Reads schemas/*.schema.json and writes packages/ir/src/generated: the types, and the shapes, a compact form of the same rules from
// which the validator and the writer work. (Validators compiled by Ajv were 226 KB and 7 ms at start; the shapes are 20 KB. A test holds
// that both agree.)
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeIfNew } from "./write-if-new.mjs";

const schemaFolder = new URL("../schemas/", import.meta.url);
const targetFolder = new URL("../packages/ir/src/generated/", import.meta.url);
const head = "// Generated from schemas/*.schema.json by `npm run generate`. Do not edit.\n";

const files = {
  "pipeline-spec": ["pipeline-spec"],
  "platform-spec": ["platform-spec"],
  "executor-io": ["executor-input", "executor-output"],
};
const schemas = Object.values(files).flat();

/** What JSON Schema can only describe loosely. */
const handwritten = {
  JsonValue: "export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;",
  Int64: "export type Int64 = string;",
  JsonObject: "export interface JsonObject {\n  [key: string]: JsonValue;\n}",
};

const readSchema = (name) => JSON.parse(readFileSync(new URL(`${name}.schema.json`, schemaFolder), "utf8"));
const refName = (ref) => ref.slice(ref.lastIndexOf("/") + 1);
const comment = (text, indent) => (text === undefined ? "" : `${indent}/** ${text.replaceAll("*/", "* /")} */\n`);

function typeOf(node) {
  if (node.$ref !== undefined) return refName(node.$ref);
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (node.prefixItems !== undefined) return `[${node.prefixItems.map(typeOf).join(", ")}]`;
  if (node.type === "array") return `${typeOf(node.items)}[]`;
  if (node.type === "object" && node.additionalProperties) return `{ [key: string]: ${typeOf(node.additionalProperties)} }`;
  if (Array.isArray(node.type)) return node.type.map((type) => typeOf({ type })).join(" | ");
  const primitive = { string: "string", boolean: "boolean", number: "number", integer: "number" }[node.type];
  if (primitive === undefined) throw new Error(`no type for ${JSON.stringify(node)}`);
  return primitive;
}

function declaration(name, node) {
  const doc = comment(node.description, "");
  if (handwritten[name] !== undefined) return doc + handwritten[name];
  if (node.properties === undefined) return `${doc}export type ${name} = ${typeOf(node)};`;
  const lines = Object.entries(node.properties).map(([key, property]) => {
    const deprecated = property.deprecated ? "@deprecated KFP keeps it for older engines." : undefined;
    const text = [property.description, deprecated].filter((part) => part !== undefined).join(" ");
    return `${comment(text || undefined, "  ")}  ${key}${node.required?.includes(key) ? "" : "?"}: ${typeOf(property)};\n`;
  });
  if (node.additionalProperties) {
    const all = new Set([...Object.values(node.properties), node.additionalProperties].map(typeOf));
    lines.push(`  [key: string]: ${[...all].join(" | ")} | undefined;\n`);
  }
  return `${doc}export interface ${name} {\n${lines.join("")}}`;
}

/** @type {Map<string, string>} */
const homes = new Map(
  Object.entries(files).flatMap(([file, names]) => names.flatMap((name) => Object.keys(readSchema(name).$defs).map((def) => [def, file]))),
);

function typesOf(file) {
  const declarations = files[file].flatMap((name) => Object.entries(readSchema(name).$defs).map(([def, node]) => declaration(def, node)));
  const text = declarations.join("\n\n");
  const used = (def) => new RegExp(`(?<![\\w"])${def}(?![\\w"])`).test(text.replaceAll(/\/\*\*.*?\*\//g, ""));
  const imports = Object.keys(files)
    .filter((other) => other !== file)
    .map((other) => ({ other, names: [...homes].filter(([def, home]) => home === other && used(def)).map(([def]) => def) }))
    .filter(({ names }) => names.length > 0)
    .map(({ other, names }) => `import type { ${names.sort().join(", ")} } from "./${other}.generated.ts";\n`);
  return `${head}${imports.join("")}\n${text}\n`;
}

/** What the validator and the writer know of a field: see `Shape` in packages/ir/src/shape.ts. */
function shapeOf(node, defs) {
  const pick = (kind, ...keys) => ({
    kind,
    ...Object.fromEntries(["default", ...keys].filter((key) => key in node).map((key) => [key, node[key]])),
  });
  if (node.$ref !== undefined) {
    const name = refName(node.$ref);
    if (name === "JsonValue") return { kind: "json" };
    if (name === "JsonObject") return { kind: "json", object: true };
    if (name === "Int64") return pick("int64");
    if (defs[name].properties !== undefined) return { kind: "message", name };
    return shapeOf("default" in node ? { ...defs[name], default: node.default } : defs[name], defs);
  }
  if (typeof node.const === "string") return { kind: "string", enum: [node.const] };
  if (typeof node.const === "number") return { kind: "integer", minimum: node.const, maximum: node.const };
  if (node.prefixItems !== undefined) return { kind: "tuple", of: node.prefixItems.map((item) => shapeOf(item, defs)) };
  if (node.type === "array") return { kind: "list", of: shapeOf(node.items, defs) };
  if (node.type === "object") return { kind: "map", of: shapeOf(node.additionalProperties, defs) };
  if (node.type === "number") return pick("double");
  if (node.type === "integer") return pick("integer", "minimum", "maximum");
  if (node.type === "boolean") return pick("boolean");
  if (node.type === "string") return pick("string", "enum", "pattern", "minLength");
  throw new Error(`no shape for ${JSON.stringify(node)}`);
}

function messageOf(node, defs) {
  const oneOf = node.oneOf?.map((option) => option.required[0]);
  const exclusive = node.allOf && [...new Set(node.allOf.flatMap((rule) => rule.not.required))];
  return {
    fields: Object.fromEntries(Object.entries(node.properties).map(([key, property]) => [key, shapeOf(property, defs)])),
    ...(node.additionalProperties ? { rest: shapeOf(node.additionalProperties, defs) } : {}),
    ...(node.required ? { required: node.required } : {}),
    ...(oneOf ? { oneOf } : {}),
    ...(exclusive ? { exclusive } : {}),
  };
}

function shapes() {
  const defs = Object.assign({}, ...schemas.map((name) => readSchema(name).$defs));
  const messages = Object.entries(defs).filter(([, node]) => node.properties !== undefined);
  const entries = messages.map(([name, node]) => `  ${name}: ${JSON.stringify(messageOf(node, defs))},\n`);
  return `${head}import type { MessageShape } from "../shape.ts";\n\nexport const shapes: Readonly<Record<string, MessageShape>> = {\n${entries.join("")}};\n`;
}

/** The generated files: name → text. */
export function generateIr() {
  return {
    ...Object.fromEntries(Object.keys(files).map((file) => [`${file}.generated.ts`, typesOf(file)])),
    "shapes.generated.ts": shapes(),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, text] of Object.entries(generateIr())) writeIfNew(new URL(name, targetFolder), text);
