import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryProject } from "../samples/world.ts";
import { readSecrets } from "./secrets.ts";

const read = (text: string) => {
  const folder = temporaryProject({ ".env": text });
  return [...readSecrets(join(folder, ".env"), folder)];
};

test("lines of `.env`: comments, quotes, spaces, `=` in values", () => {
  const text = `# the warehouse
warehouse/token=abc=def==

export db/password = 'it"s # $HOME'
db/url="postgres://x\\n\\"y\\""   # the second line
db/empty=
db/plain=with spaces  # a comment
db/hash=a#b\r
config/file.name=1
`;
  expect(read(text)).toEqual([
    ["warehouse/token", "abc=def=="],
    ["db/password", 'it"s # $HOME'],
    ["db/url", 'postgres://x\n"y"'],
    ["db/empty", ""],
    ["db/plain", "with spaces"],
    ["db/hash", "a#b"],
    ["config/file.name", "1"],
  ]);
});

test.each(["TOKEN=hunter2", "a/b", 'a/b="hunter2', "=hunter2", "/b=hunter2", "a/=hunter2", "a/b='hunter2' hunter2"])(
  "%s is refused, and not shown",
  (line) => {
    let message = "";
    try {
      read(`x/y=1\n${line}\n`);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain("`.env:2` is no secret");
    expect(message).not.toContain("hunter2");
  },
);
