/**
 * The conditions and selectors of KFP's own documents, with values to try them on.
 *
 * @typedef {import("@typeline/ir").JsonValue} JsonValue
 */

/**
 * All texts under a key, anywhere in a document, each once.
 *
 * @param {readonly unknown[]} documents
 * @param {"condition" | "parameterExpressionSelector"} key
 */
export function textsUnder(documents, key) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {unknown} value */
  const visit = (value) => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (name === key && typeof part === "string") found.add(part);
      visit(part);
    }
  };
  documents.forEach(visit);
  return [...found].sort();
}

/** Values for the parameters that a condition names: what it compares them with, and others. @param {string} text @returns {Record<string, JsonValue>[]} */
export function parametersFor(text) {
  const names = [...text.matchAll(/parameter_values\['([^']*)'\]/g)].map((match) => match[1] ?? "");
  const compared = [...text.matchAll(/[=<>]=?\s*(?:'([^']*)'|(-?[\d.]+))/g)].map(([, string, number]) => string ?? Number(number));
  /** @type {(JsonValue | undefined)[]} */
  const values = [...compared, "heads", "", "12", 0, 5, 5.5, 6, -1, true, false, null, undefined, [], {}];
  return values.map((_, index) => {
    /** @type {Record<string, JsonValue>} */
    const parameters = {};
    names.forEach((name, place) => {
      const value = values[(index + place * 5) % values.length];
      if (value !== undefined) parameters[name] = value;
    });
    return parameters;
  });
}
