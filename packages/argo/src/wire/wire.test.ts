import fc from "fast-check";
import { expect, test } from "vitest";
import { data, fixed, joined } from "./text.ts";
import { argumentText, orDefault, tag, wireJson } from "./wire.ts";

/** Texts full of what Argo and the kubelet look for. */
const tricky = fc
  .array(fc.constantFrom("{", "}", "{{", "}}", "$", "$$", "$(", ")", "TYPELINE_BRACE", "workflow.name", "=", "a", '"', "\\", "\n", "é"))
  .map((parts) => parts.join(""));

test("JSON on its way has no tag and no reference, and is what it was", () => {
  fc.assert(
    fc.property(fc.oneof(tricky, fc.jsonValue(), fc.dictionary(tricky, tricky)), (value) => {
      const json = JSON.parse(JSON.stringify(value));
      const text = wireJson(json);
      expect(text).not.toMatch(/\{\{|\$/);
      expect(JSON.parse(text)).toEqual(json);
    }),
  );
});

/** The kubelet's replacement of `$(NAME)`. */
const kubelet = (text: string): string => text.replaceAll(/\$(\$|\(TYPELINE_BRACE\))/g, (_, what: string) => (what === "$" ? "$" : "{"));

test("a container's fixed texts have no tag, and the kubelet makes of them what it makes of what was written", () => {
  fc.assert(
    fc.property(
      tricky.filter((text) => !/TYPELINE_BRACE/.test(text)),
      (text) => {
        const written = joined([fixed(text)]);
        expect(written).not.toContain("{{");
        expect(kubelet(written)).toBe(kubelet(text));
      },
    ),
  );
});

test("a fixed text before data neither makes a tag with it nor takes its first sign", () => {
  fc.assert(
    fc.property(
      tricky.filter((text) => !/TYPELINE_BRACE|\$\$/.test(text)),
      (text) => {
        const written = joined([fixed(text), data("x")]);
        const [before, after] = [written.slice(0, written.indexOf("{{=")), written.slice(written.indexOf("{{="))];
        expect(before).not.toMatch(/\{$|\{\{/);
        expect(after.startsWith("{{=replace")).toBe(true);
        // What the data begins with, after its own signs are doubled.
        for (const first of ["$$(x)", "$(TYPELINE_BRACE)a"])
          expect(kubelet(before + first)).toBe(
            kubelet(text.endsWith("$") ? `${text.slice(0, -1)}` : text) + (text.endsWith("$") ? "$" : "") + kubelet(first),
          );
      },
    ),
  );
});

test("a tag does not end early", () => {
  expect(tag("x")).toBe("{{=x}}");
  expect(tag("{(x): 1 }")).toBe("{{={(x): 1 } }}");
  expect(() => tag("{a: {b: 1}}")).toThrow(RangeError);
});

test("a default stands in for what is absent", () => {
  expect(argumentText(orDefault({ kind: "constant", value: null }, "a"))).toBe('"a"');
  expect(argumentText(orDefault({ kind: "constant", value: 1 }, "a"))).toBe("1");
  expect(argumentText(orDefault({ kind: "expression", code: "x" }, 2))).toBe('{{=(x == "null" ? "2" : x)}}');
});
