// Reads packages/diagnostics/messages/*.md and writes messages.generated.ts: one function for each message, typed by its parameters.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../packages/diagnostics/messages/", import.meta.url);
const target = new URL("../packages/diagnostics/src/messages.generated.ts", import.meta.url);

/** @returns {{code: string, name: string, severity: string, message: string, help: string}[]} */
export function readMessages() {
  const seen = new Map();
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      const fail = (why) => {
        throw new Error(`${fileURLToPath(new URL(file, folder))}: ${why}`);
      };
      const head = /^# (TL\d{4}) ([a-z]\w*)\n/.exec(text) ?? fail("the first line is `# TLnnnn name`");
      const [, code, name] = head;
      if (`${code}.md` !== file) fail(`the code is ${code}`);
      if (seen.has(name)) fail(`the name \`${name}\` is ${seen.get(name)}'s`);
      seen.set(name, code);
      const severity = /^severity: (error|warning|note)$/m.exec(text)?.[1] ?? fail("`severity: error|warning|note` is missing");
      const message = /^> (.+)$/m.exec(text)?.[1] ?? fail("the message, a line that starts with `> `, is missing");
      const help = /^help: (.+)$/m.exec(text)?.[1] ?? fail("`help: …` is missing");
      return { code, name, severity, message, help };
    });
}

const parametersOf = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))];
const template = (text) =>
  `\`${text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${").replaceAll(/\{(\w+)\}/g, (_, name) => `\${p.${name}}`)}\``;

export function generateMessages() {
  const entries = readMessages().map(({ code, name, severity, message, help }) => {
    const parameters = parametersOf(`${message} ${help}`);
    const signature = parameters.length === 0 ? "()" : `(p: { ${parameters.map((p) => `${p}: string | number`).join("; ")} })`;
    return `  /** ${code}: ${message.replaceAll("*/", "* /")} */\n  ${name}: ${signature}: Message => ({ code: "${code}", severity: "${severity}", message: ${template(message)}, help: ${template(help)} }),\n`;
  });
  return `// Generated from messages/*.md by \`npm run generate\`. Do not edit.\nimport type { Message } from "./diagnostic.ts";\n\n/** The catalogue: one function a message, named and typed by its Markdown page. */\nexport const messages = {\n${entries.join("")}} as const;\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, generateMessages());
