import { expect, test } from "vitest";
import { checkDocuments } from "./documents.ts";

test("a compiled pipeline that is gone when it is read is one diagnostic", () => {
  expect(checkDocuments(["/nowhere/gone.yaml"], "/nowhere", undefined)).toMatchObject([
    { code: "TL3907", message: expect.stringContaining("`gone.yaml` cannot be read") },
  ]);
});
