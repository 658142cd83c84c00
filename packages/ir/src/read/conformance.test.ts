import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { engines } from "../profiles/feature.ts";
import { findings } from "../profiles/findings.ts";
import { writeDocument, writeJson } from "../write/write.ts";
import { readDocument } from "./read.ts";

const folder = fileURLToPath(new URL("../../../../../shared/conformance/kfp/", import.meta.url));
const isHere = existsSync(folder);
const files = (...parts: string[]): string[] =>
  isHere
    ? parts.flatMap((part) =>
        (readdirSync(folder + part, { recursive: true }) as string[])
          .filter((name) => /\.(yaml|json)$/.test(name))
          .sort()
          .map((name) => `${part}/${name}`),
      )
    : [];
const read = (file: string): string => readFileSync(folder + file, "utf8");
const valid = files("valid", "kubernetes_platform", "argo_compatibility");

test.skipIf(isHere)("KFP's compiled pipelines are not in ../shared/conformance: their tests are skipped", () => {});

/** Headers that do not follow from what is in the file. */
const ownHeaders: Readonly<Record<string, string>> = {
  "valid/output_metrics.yaml": "its description is the component's and only in the comment",
  "valid/pipeline_with_only_display_name.yaml": "its comment was edited by hand",
  "valid/pipeline_with_loops_and_conditions.yaml": "its default has a dict's keys in the order of protobuf's hashes",
};

const header = (text: string): string => /^(#.*\n)*/.exec(text)![0];

describe.skipIf(!isHere)("KFP's compiled pipelines", () => {
  test.each(valid)("%s is read, written and read again as the same", (file) => {
    const text = read(file);
    const { document, diagnostics } = readDocument(text, file);
    expect(diagnostics).toEqual([]);
    const written = writeDocument(document!);
    for (const again of [written, writeJson(document!)].map((form) => readDocument(form))) {
      expect(again.diagnostics).toEqual([]);
      expect(again.document).toEqual(document);
    }
    expect(writeDocument(readDocument(written).document!)).toBe(written);
    if (file.endsWith(".yaml") && ownHeaders[file] === undefined) expect(header(written)).toBe(header(text));
  });

  test.each(valid)("%s is taken over without a change", (file) => {
    const documents = parseAllDocuments(read(file));
    if (documents.some((document) => document.errors.length > 0)) return;
    const [spec, platforms] = documents.map((document) => document.toJS() as unknown);
    const { document } = readDocument(read(file));
    expect(document).toEqual(platforms === undefined ? { spec } : { spec, platforms });
  });

  test.each([
    ["invalid/empty_file.yaml", "TL5002", 1, 1],
    ["invalid/invalid_yaml.yaml", "TL5004", 3, 1],
    ["invalid/no_name.yaml", "TL5005", 16, 3],
  ])("%s is refused with one error", (file, code, line, column) => {
    const { document, diagnostics } = readDocument(read(file), `/x/${file}`);
    expect(document).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code, severity: "error", location: { file: `/x/${file}`, line, column } });
  });

  test("every invalid file is in the table above", () => {
    expect(files("invalid")).toHaveLength(3);
  });

  test("a document that was changed anywhere is sound, or has errors with a place in the text", () => {
    const documents = valid
      .filter((file) => /flip_coin|oneof_artifacts|collected_param|toleration|as_vol|importer\.yaml/.test(file))
      .map((file) => readDocument(read(file)).document!);
    const replacement = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        "",
        "x",
        0,
        -1.5,
        [],
        {},
        ["x"],
        { x: "x" },
        "__proto__",
        "constructor",
        "{{$.inputs.parameters['x']}}",
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const change = fc.record({
      at: fc.nat(),
      how: fc.constantFrom("delete", "rename", "replace"),
      replacement,
      name: fc.constantFrom("__proto__", "x", "dags", "root"),
    });
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.array(change, { minLength: 1, maxLength: 3 }), (document, changes) => {
        const mutant = structuredClone(document) as unknown as Record<string, unknown>;
        for (const each of changes) mutate(mutant, each);
        const text = JSON.stringify({ pipeline_spec: mutant["spec"], platform_spec: mutant["platforms"] }, undefined, 1);
        const result = readDocument(text, "/x/p.json");
        const lines = text.split("\n");
        if (result.document !== undefined) {
          const again = readDocument(writeDocument(result.document));
          expect(again.diagnostics).toEqual([]);
          expect(writeDocument(again.document!)).toBe(writeDocument(result.document));
          for (const engine of [undefined, ...engines])
            for (const finding of findings(result.document, engine)) expect(result.locate!(finding).line).toBeGreaterThan(0);
        } else expect(result.diagnostics).not.toEqual([]);
        for (const { location } of result.diagnostics) {
          expect(location!.line).toBeLessThanOrEqual(lines.length);
          expect(location!.column).toBeLessThanOrEqual(lines[location!.line - 1]!.length + 1);
          expect(location!.endLine).toBeGreaterThanOrEqual(location!.line);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Deletes, renames or replaces one of the entries of a tree, counted from the top. */
function mutate(root: Record<string, unknown>, change: { at: number; how: string; replacement: unknown; name: string }): void {
  const places: [Record<string, unknown>, string][] = [];
  const collect = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value)) {
      places.push([value as Record<string, unknown>, key]);
      collect((value as Record<string, unknown>)[key]);
    }
  };
  collect(root);
  const place = places[change.at % Math.max(places.length, 1)];
  if (place === undefined) return;
  const [parent, key] = place;
  if (change.how === "replace") parent[key] = change.replacement;
  else {
    const value = parent[key];
    delete parent[key];
    if (change.how === "rename")
      Object.defineProperty(parent, change.name, { value, enumerable: true, configurable: true, writable: true });
  }
}
