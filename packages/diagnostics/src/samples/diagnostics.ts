import type { Diagnostic, Location } from "../diagnostic.ts";
import { diagnose } from "../diagnostic.ts";
import { messages } from "../messages.generated.ts";

/** For tests: a place in one line of `/project/src/pipeline.ts`. */
export function at(line: number, column: number, endColumn: number, endLine = line, file = "/project/src/pipeline.ts"): Location {
  return { file, line, column, endLine, endColumn };
}

/** For tests: a diagnostic that has everything. */
export const full: Diagnostic = diagnose(messages.runtimeOnlyCall({ call: "slugify(region)", value: "region" }), at(3, 34, 49), {
  related: [{ location: at(2, 14, 20), message: "`region` is an item of this loop" }],
  fixes: [
    {
      title: "Compute it in a task",
      edits: [
        { location: at(3, 34, 34), text: "compute(() => " },
        { location: at(3, 49, 49), text: ")" },
      ],
    },
  ],
});

/** For tests: the file that {@link full} stands in. */
export const source = `pipeline(({ regions }) => {
  for (const region of regions) {
    const c = fit({ data, label: slugify(region) });
  }
});
`;

/** For tests: a diagnostic with nothing but words. */
export const bare: Diagnostic = { code: "TS5083", severity: "warning", message: "Cannot read file.", related: [], fixes: [] };
