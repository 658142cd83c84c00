import { type Document, parseAllDocuments } from "yaml";
import { type Json, type JsonObject, object } from "./json.ts";

/** The two documents of a compiled pipeline, as plain JSON. */
export interface PipelineDocuments {
  readonly spec: JsonObject;
  /** `platforms` of the second document: engine → SinglePlatformSpec. */
  readonly platforms: JsonObject;
}

/** Reads compiled YAML or JSON: a PipelineSpec and, optionally, a PlatformSpec. Throws on a syntax error or without a PipelineSpec. */
export function readPipeline(yaml: string): PipelineDocuments {
  let spec: JsonObject | undefined;
  let platforms: JsonObject = {};
  for (const document of parse(yaml)) {
    const content = object(document.toJS() as Json);
    if ("platforms" in content) platforms = object(content.platforms);
    else if ("root" in content) spec = content;
  }
  if (spec === undefined) throw new Error("There is no PipelineSpec in this file.");
  return { spec, platforms };
}

/**
 * PyYAML takes a quoted text whose next line is indented less than YAML asks for, and some of KFP's files have one. Inside quotes the
 * indentation of a line means nothing, so that line is indented and read again.
 */
function parse(yaml: string): Document[] {
  const documents = parseAllDocuments(yaml) as Document[];
  const error = documents.flatMap(({ errors }) => errors)[0];
  if (error === undefined) return documents;
  const line = error.linePos?.[0].line;
  const lines = yaml.split("\n");
  const next = line === undefined ? undefined : lines[line];
  if (next === undefined || error.code !== "MISSING_CHAR" || next.startsWith(deep)) throw error;
  lines[line!] = deep + next;
  return parse(lines.join("\n"));
}

const deep = " ".repeat(80);
