import type { Shape } from "../shape.ts";
import { canonicalKeys } from "./canonical.ts";
import { yamlFloat } from "./number.ts";
import { fitsBlock, yamlString } from "./scalar.ts";

const json: Shape = { kind: "json" };

/** Longer keys must be written `? key`: a parser looks no further than 1,024 characters for the colon. */
const longestSimpleKey = 1000;

/**
 * Writes one message as a block of YAML, laid out as PyYAML does: keys sorted, two spaces, lists not indented below their key. Long
 * lines are not folded.
 *
 * @param message its name; without one, the value is plain JSON
 */
export function writeYaml(message: string | undefined, value: object): string {
  const writer = new YamlWriter();
  writer.node(value, message === undefined ? json : { kind: "message", name: message }, "", -2, false);
  return `${writer.lines.join("\n")}\n`;
}

class YamlWriter {
  readonly lines: string[] = [];

  /**
   * @param lead What stands on the line already: nothing, `  key:` or `  -`.
   * @param column Where that key or dash begins.
   */
  node(value: unknown, shape: Shape, lead: string, column: number, afterDash: boolean): void {
    if (Array.isArray(value) && shape.kind !== "tuple") this.list(value, shape.kind === "list" ? shape.of : json, lead, column, afterDash);
    else if (typeof value === "object" && value !== null && !Array.isArray(value)) this.map(value, shape, lead, column + 2, afterDash);
    else if (typeof value === "string" && shape.kind !== "int64" && fitsBlock(value)) this.block(value, lead, column + 2);
    else this.lines.push(`${lead} ${scalar(value, shape)}`);
  }

  private list(items: readonly unknown[], of: Shape, lead: string, column: number, afterDash: boolean): void {
    if (items.length === 0) {
      this.lines.push(`${lead} []`);
      return;
    }
    const own = afterDash ? column + 2 : column;
    const dash = `${" ".repeat(own)}-`;
    if (!afterDash) this.lines.push(lead);
    items.forEach((item, index) => {
      this.node(item, of, afterDash && index === 0 ? `${lead} -` : dash, own, true);
    });
  }

  private map(value: object, shape: Shape, lead: string, column: number, afterDash: boolean): void {
    const entries = canonicalKeys(value, shape);
    if (entries.length === 0) {
      this.lines.push(lead === "" ? "{}" : `${lead} {}`);
      return;
    }
    const pad = " ".repeat(column);
    if (!afterDash && lead !== "") this.lines.push(lead);
    entries.forEach(([key, child, childShape], index) => {
      const before = afterDash && index === 0 ? `${lead} ` : pad;
      const name = yamlString(key);
      if (name.length <= longestSimpleKey) this.node(child, childShape, `${before}${name}:`, column, false);
      else {
        this.lines.push(`${before}? ${name}`);
        this.node(child, childShape, `${pad}:`, column, false);
      }
    });
  }

  private block(text: string, lead: string, column: number): void {
    const pad = " ".repeat(column);
    const ended = text.endsWith("\n");
    this.lines.push(`${lead} ${ended ? "|" : "|-"}`);
    for (const line of (ended ? text.slice(0, -1) : text).split("\n")) this.lines.push(line === "" ? "" : pad + line);
  }
}

function scalar(value: unknown, shape: Shape): string {
  if (shape.kind === "tuple") return `[${(value as number[]).join(", ")}]`;
  if (shape.kind === "int64" || typeof value === "string") return yamlString(String(value));
  if (typeof value !== "number") return String(value ?? null);
  if (!Number.isFinite(value)) return yamlString(String(value));
  return shape.kind === "integer" ? String(value) : yamlFloat(value);
}
