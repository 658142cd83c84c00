import type { Json } from "@typeline/runtime";
import type { Node } from "../1-read/syntax.ts";
import type { Capture } from "../2-analyze/captures.ts";
import type { Entry } from "./bundle.ts";
import { literal, objectLiteral } from "./javascript.ts";

/** The text of the module that starts one component: what it bundles is the component's bundle. */
export function entryModule(entry: Entry, exportOf: (fn: Node) => { readonly path: string; readonly name: string }): string {
  const imports = ['import { main } from "@typeline/runtime";'];
  const imported = (fn: Node, as: string): string => {
    const { path, name } = exportOf(fn);
    imports.push(`import { ${name} as ${as} } from ${JSON.stringify(path)};`);
    return as;
  };
  const lifted = imported(entry.fn, "fn");
  let count = 0;
  const captured = entry.captures.map((capture) => argument(capture, (fn) => imported(fn, `captured${count++}`)));
  const fn = captured.length > 0 ? `${lifted}(${captured.join(", ")})` : lifted;
  const run = entry.kind === "compute" ? `(inputs) => ${fn}()` : `(inputs, context) => ${fn}(inputs, context)`;
  return `${imports.join("\n")}\nmain({ run: ${run}, interface: ${literal(entry.interface as unknown as Json)} });\n`;
}

/** What a captured name is when the task runs. */
function argument(capture: Capture, imported: (fn: Node) => string): string {
  if ("fn" in capture) {
    const fn = imported(capture.fn);
    const own = (capture.captures ?? []).map((one) => argument(one, imported));
    return own.length > 0 ? `${fn}(${own.join(", ")})` : fn;
  }
  if ("value" in capture) return literal(capture.value);
  const read = (input: string): string => `inputs[${JSON.stringify(input)}]`;
  if ("input" in capture) return read(capture.input);
  return objectLiteral([
    ...Object.entries(capture.inputs).map(([property, input]): [string, string] => [property, read(input)]),
    ...(capture.nulls ?? []).map((property): [string, string] => [property, "null"]),
  ]);
}
