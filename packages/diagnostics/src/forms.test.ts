import { expect, test } from "vitest";
import { formatGithub } from "./github.ts";
import { formatJson, toJson } from "./json.ts";
import { messages } from "./messages.generated.ts";
import { at, bare, full } from "./samples/diagnostics.ts";
import { formatSarif } from "./sarif.ts";

const cwd = "/project";

test("JSON has the shape of the command line's contract", () => {
  expect(toJson([full], { cwd })).toEqual([
    {
      code: "TL2104",
      severity: "error",
      message: "`slugify(region)` cannot run inside a pipeline: `region` is only known while the pipeline runs.",
      help: "Move the call into a component, or write `compute(() => slugify(region))`.",
      file: "src/pipeline.ts",
      line: 3,
      column: 34,
      endLine: 3,
      endColumn: 49,
      related: [{ file: "src/pipeline.ts", line: 2, column: 14, message: "`region` is an item of this loop" }],
      fixes: [
        {
          title: "Compute it in a task",
          edits: [
            { file: "src/pipeline.ts", line: 3, column: 34, endLine: 3, endColumn: 34, text: "compute(() => " },
            { file: "src/pipeline.ts", line: 3, column: 49, endLine: 3, endColumn: 49, text: ")" },
          ],
        },
      ],
    },
  ]);
});

test("JSON of no diagnostics is an empty array", () => {
  expect(formatJson([], { cwd })).toBe("[]\n");
});

test("JSON of a diagnostic without a place has the same keys", () => {
  expect(Object.keys(toJson([bare], { cwd })[0] ?? {})).toEqual(Object.keys(toJson([full], { cwd })[0] ?? {}));
  expect(toJson([bare], { cwd })[0]).toMatchObject({ file: null, line: null, help: null });
});

test("a GitHub workflow command names file, line and code", () => {
  expect(formatGithub([full], { cwd })).toBe(
    "::error file=src/pipeline.ts,line=3,col=34,endLine=3,title=TL2104::`slugify(region)` cannot run inside a pipeline: `region` is only known while the pipeline runs.%0AMove the call into a component, or write `compute(() => slugify(region))`.\n",
  );
});

test("what would end a GitHub workflow command is escaped", () => {
  const location = at(1, 1, 2, 1, "/project/a,b:c%.ts");
  expect(formatGithub([{ ...bare, severity: "note", message: "100%\r\n::error::no", location }], { cwd })).toBe(
    "::notice file=a%2Cb%3Ac%25.ts,line=1,col=1,endLine=1,title=TS5083::100%25%0D%0A::error::no\n",
  );
});

test("SARIF has a rule for each code, with its page, and results that point to them", () => {
  const other = { ...full, message: "Another." };
  const [run] = JSON.parse(formatSarif([full, bare, other], { cwd, version: "1.2.3" })).runs;
  expect(run.tool.driver).toMatchObject({ name: "typeline", semanticVersion: "1.2.3" });
  expect(run.tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(["TL2104", "TS5083"]);
  expect(run.tool.driver.rules[0]).toMatchObject({ name: "runtimeOnlyCall", help: { markdown: expect.stringContaining("## Before") } });
  expect(run.results.map((result: { ruleIndex: number }) => result.ruleIndex)).toEqual([0, 1, 0]);
});

test("a SARIF result carries its region, its related places and its fixes", () => {
  const [run] = JSON.parse(formatSarif([full], { cwd, version: "1.2.3" })).runs;
  const artifactLocation = { uri: "src/pipeline.ts", uriBaseId: "%SRCROOT%" };
  expect(run.results[0]).toEqual({
    ruleId: "TL2104",
    ruleIndex: 0,
    level: "error",
    message: { text: `${full.message}\n${full.help}` },
    locations: [{ physicalLocation: { artifactLocation, region: { startLine: 3, startColumn: 34, endLine: 3, endColumn: 49 } } }],
    relatedLocations: [
      {
        id: 0,
        message: { text: "`region` is an item of this loop" },
        physicalLocation: { artifactLocation, region: { startLine: 2, startColumn: 14, endLine: 2, endColumn: 20 } },
      },
    ],
    fixes: [
      {
        description: { text: "Compute it in a task" },
        artifactChanges: [
          {
            artifactLocation,
            replacements: [
              { deletedRegion: { startLine: 3, startColumn: 34, endLine: 3, endColumn: 34 }, insertedContent: { text: "compute(() => " } },
              { deletedRegion: { startLine: 3, startColumn: 49, endLine: 3, endColumn: 49 }, insertedContent: { text: ")" } },
            ],
          },
        ],
      },
    ],
  });
});

test("SARIF addresses are encoded, and absolute outside of the working folder", () => {
  const uriOf = (file: string) =>
    JSON.parse(formatSarif([{ ...bare, location: at(1, 1, 2, 1, file) }], { cwd, version: "0.0.0" })).runs[0].results[0].locations[0]
      .physicalLocation.artifactLocation.uri;
  expect(uriOf("/project/my pipelines/a:b#c.ts")).toBe("my%20pipelines/a%3Ab%23c.ts");
  expect(uriOf("/elsewhere/a b.ts")).toBe("file:///elsewhere/a%20b.ts");
});

test("a message function fills in its parameters as they are", () => {
  const { message } = messages.runtimeOnlyCall({ call: "`${x}`", value: "$&" });
  expect(message).toBe("``${x}`` cannot run inside a pipeline: `$&` is only known while the pipeline runs.");
});
