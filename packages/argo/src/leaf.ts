import { type ComponentSpec, type ParameterType, type Placeholder, parseArgument, parseTemplate, placeholdersOf } from "@typeline/ir";
import type { Source } from "./document.ts";
import { key, quote } from "./expressions/strings.ts";
import { parameterName } from "./names.ts";
import { REPORT } from "./places.ts";
import { encode } from "./wire/wire.ts";

/** How a container gives its outputs back. */
export interface Protocol {
  /** It is given the executor input, or the file for its `ExecutorOutput`: outputs are read from there. */
  readonly reports: boolean;
  /** Output parameters that have a file of their own. */
  readonly files: ReadonlySet<string>;
  /** It is a component of TypeScript, which knows `customPath` and reports all of its outputs. */
  readonly isNode: boolean;
}

/** What a container's command, arguments and variables name. */
export function placeholdersIn(source: Source, component: ComponentSpec): Placeholder[] {
  const container = source.executor(component)?.container;
  if (container === undefined) return [];
  const texts = [container.image, ...(container.env ?? []).map(({ value = "" }) => value)];
  return [
    ...[...(container.command ?? []), ...(container.args ?? [])].flatMap((text) => placeholdersOf(parseArgument(text))),
    ...texts.flatMap((text) => parseTemplate(text).filter((part) => typeof part !== "string")),
  ];
}

export function protocolOf(source: Source, component: ComponentSpec): Protocol {
  const placeholders = placeholdersIn(source, component);
  const reports = placeholders.some(({ kind }) => kind === "executorInput" || kind === "outputFile");
  const isNode = reports && source.typeline(component)?.kind === "node";
  const named = placeholders.flatMap((placeholder) => (placeholder.kind === "outputParameter" ? [placeholder.name] : []));
  const declared = Object.keys(component.outputDefinitions?.parameters ?? {});
  return { reports, isNode, files: new Set(isNode ? named : reports || named.length === 0 ? declared : [...named, ...declared]) };
}

/**
 * An output parameter of a container as the workflow reads it: the expression of its text on the wire.
 *
 * @param outputs the expression of the node's output parameters
 */
export function leafParameter(component: ComponentSpec, { reports, files }: Protocol, output: string, outputs: string): string {
  const type = component.outputDefinitions?.parameters?.[output]?.parameterType ?? "STRING";
  const file = fileValue(`${outputs}${key(parameterName(output))}`, type);
  if (!reports) return encode(file, type);
  const reported = `fromJSON(${outputs}${key(REPORT)})["parameterValues"]?.[${quote(output)}]`;
  return encode(files.has(output) ? `(${reported} ?? ${file})` : reported, type);
}

/** A file's text as the value that it means, read as KFP's launcher does (`component/launcher_v2.go`). */
function fileValue(text: string, type: ParameterType): string {
  if (type === "STRING") return text;
  return type === "BOOLEAN" ? `(lower(trim(${text})) == "true")` : `fromJSON(${text})`;
}

/** Where an artifact is stored, as expressions: its URI, and of one that a loop gathers its name in the common folder. */
export interface Stored {
  readonly uri: string;
  readonly at?: string | undefined;
}

/**
 * What is known of an artifact that a container made: the expression of its description on the wire.
 *
 * @param stored where it is stored
 */
export function leafMeta(component: ComponentSpec, { reports }: Protocol, output: string, outputs: string, { uri, at }: Stored): string {
  const type = component.outputDefinitions?.artifacts?.[output]?.artifactType ?? {};
  const place = at === undefined ? "" : `, "at": ${at}`;
  const typeCode = `fromJSON(${quote(JSON.stringify(type))})`;
  if (!reports) return encode(`{"name": ${quote(output)}, "type": ${typeCode}, "uri": ${uri}, "metadata": {}${place} }`);
  const reported = `fromJSON(${outputs}${key(REPORT)})["artifacts"]?.[${quote(output)}]?.["artifacts"]?.[0]`;
  // An artifact that the component did not make itself, but found somewhere, has a URI of its own.
  const ownUri = `((#?.uri ?? "") contains "://" ? #.uri : ${uri})`;
  const made = `({"name": #?.name ?? ${quote(output)}, "type": ${typeCode}, "uri": ${ownUri}, "metadata": #?.metadata ?? {}${place} })`;
  return encode(`map([${reported}], ${made})[0]`);
}
