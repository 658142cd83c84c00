import { type Placeholder, type RunFact, runFacts, type Template } from "./tree.ts";

// KFP escapes nothing in a name and its engines replace the exact text, so a name ends at the first quote and bracket.
const placeholder = /\{\{\$(?:\.([a-z_]+)(?:\.([a-z_]+)(?:\[(?:'([^']*?)'|"([^"]*?)")\](?:\.([a-z_]+)(?:\['([^']*?)'\])?)?)?)?)?\}\}/g;

/**
 * Cuts a text at its placeholders. What looks like a placeholder but is none of KFP's (`{{workflow.name}}`, `{{$.x}}`) stays text.
 *
 * @returns Texts and placeholders in order; no text is empty and no two stand side by side, so a text without placeholders is one part.
 */
export function parseTemplate(text: string): Template {
  const parts: (string | Placeholder)[] = [];
  let rest = 0;
  for (const match of text.matchAll(placeholder)) {
    const found = readPlaceholder(match);
    if (found === undefined) continue;
    if (match.index > rest) parts.push(text.slice(rest, match.index));
    parts.push(found);
    rest = match.index + match[0].length;
  }
  if (rest < text.length) parts.push(text.slice(rest));
  return parts;
}

function readPlaceholder([, scope, group, single, double, property, key]: RegExpMatchArray): Placeholder | undefined {
  const name = single ?? double;
  if (scope === undefined) return { kind: "executorInput" };
  if (group === undefined) return isRunFact(scope) ? { kind: "runFact", name: scope } : undefined;
  if (scope !== "inputs" && scope !== "outputs") return undefined;
  if (name === undefined) return scope === "outputs" && group === "output_file" ? { kind: "outputFile" } : undefined;
  if (group === "artifacts") return readArtifact(scope === "inputs" ? "inputArtifact" : "outputArtifact", name, property, key);
  if (group !== "parameters" || key !== undefined) return undefined;
  if (scope === "inputs") return property === undefined ? { kind: "inputParameter", name } : undefined;
  return property === "output_file" ? { kind: "outputParameter", name } : undefined;
}

function readArtifact(kind: "inputArtifact" | "outputArtifact", name: string, property?: string, key?: string): Placeholder | undefined {
  if (property === "metadata") return key === undefined ? { kind, name, property } : { kind, name, property, key };
  if (key !== undefined) return undefined;
  if (property === undefined) return { kind, name };
  return property === "path" || property === "uri" ? { kind, name, property } : undefined;
}

function isRunFact(name: string): name is RunFact {
  return (runFacts as readonly string[]).includes(name);
}

/** The text of one placeholder, in the spelling that KFP's SDK writes and its engines look for. */
export function printPlaceholder(placeholder: Placeholder): string {
  switch (placeholder.kind) {
    case "executorInput":
      return "{{$}}";
    case "outputFile":
      return "{{$.outputs.output_file}}";
    case "runFact":
      return `{{$.${placeholder.name}}}`;
    case "inputParameter":
      return `{{$.inputs.parameters['${placeholder.name}']}}`;
    case "outputParameter":
      return `{{$.outputs.parameters['${placeholder.name}'].output_file}}`;
    default: {
      const scope = placeholder.kind === "inputArtifact" ? "inputs" : "outputs";
      const property = placeholder.property === undefined ? "" : `.${placeholder.property}`;
      const key = placeholder.key === undefined ? "" : `['${placeholder.key}']`;
      return `{{$.${scope}.artifacts['${placeholder.name}']${property}${key}}}`;
    }
  }
}

/** The text that {@link parseTemplate} cut. */
export function printTemplate(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : printPlaceholder(part))).join("");
}
