import { messages } from "@typeline/diagnostics";
import type { Json } from "@typeline/runtime";
import type { CallExpression, Node } from "../1-read/syntax.ts";
import type { Port } from "../types/value-type.ts";
import { argumentsOf } from "./calls.ts";
import type { ImporterComponent } from "./components.ts";
import { type Context, excerpt, fail, locate } from "./context.ts";
import type { Scope } from "./scope.ts";
import { OPTION_NAMES } from "./settings.ts";
import { optionsObject } from "./settings-reader.ts";
import { callComponent } from "./tasks.ts";
import { isKnown, isPoisoned, kindOf, type Meaning, poison, Rec, Sym, toJson, typeOf } from "./values.ts";
import { STRING } from "./vocabulary.ts";

/** `importArtifact(Dataset, uri, options)`: an artifact that exists already. Its IR output is named `artifact`, as the KFP SDK has it. */
export function importArtifact(cx: Context, node: CallExpression, scope: Scope): Meaning {
  const [kindNode, , optionsNode = node] = node.arguments as unknown as readonly Node[];
  const [, uri, options] = argumentsOf(cx, node, scope) ?? [];
  const type = kindNode && cx.program.artifactClass(kindNode);
  if (!type) return fail(cx, kindNode ?? node, messages.notAnArtifactClass({ text: excerpt(cx, kindNode ?? node) }));
  if (isPoisoned(uri) || isPoisoned(options)) return poison;
  const read = optionsObject(cx, options, optionsNode, OPTION_NAMES.importer);
  const metadata = readMetadata(cx, read?.fields.get("metadata"), optionsNode);
  const component: ImporterComponent = {
    kind: "importer",
    name: "importer",
    interface: {
      inputs: [{ name: "uri", type: STRING, optional: false }, ...metadata.inputs.map(([port]) => port)],
      outputs: [{ name: "artifact", type, optional: false }],
      bare: true,
    },
    defaults: new Map(),
    settings: {},
    source: locate(cx, node),
    reimport: read?.fields.get("reimport") === true,
    metadata: metadata.entries,
  };
  const inputs = new Rec([["uri", uri], ...metadata.inputs.map(([port, meaning]) => [port.name, meaning] as const)]);
  const others = new Rec([...(read?.fields ?? [])].filter(([name]) => name !== "metadata" && name !== "reimport"));
  return callComponent(cx, component, [inputs, others], node);
}

/** Known entries as they are; a value that a run decides comes through an input, `metadata`, `metadata-2`… */
function readMetadata(cx: Context, meaning: Meaning, node: Node): { entries: ImporterComponent["metadata"]; inputs: [Port, Meaning][] } {
  const entries: [string, { constant: Json } | { input: string }][] = [];
  const inputs: [Port, Meaning][] = [];
  if (meaning === undefined || isPoisoned(meaning)) return { entries, inputs };
  if (!(meaning instanceof Rec)) {
    fail(cx, node, messages.optionSymbolic({ option: "metadata", kind: kindOf(meaning) }));
    return { entries, inputs };
  }
  for (const [key, value] of meaning.fields) {
    const json = isKnown(value) ? toJson(value) : undefined;
    if (json !== undefined) entries.push([key, { constant: json }]);
    else if (value instanceof Sym && typeOf(value)) {
      const name = inputs.length === 0 ? "metadata" : `metadata-${inputs.length + 1}`;
      inputs.push([{ name, type: value.type, optional: false }, value]);
      entries.push([key, { input: name }]);
    } else if (value !== undefined) fail(cx, node, messages.optionSymbolic({ option: `metadata.${key}`, kind: kindOf(value) }));
  }
  return { entries, inputs };
}
