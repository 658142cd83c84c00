// Reads packages/diagnostics/messages/*.md, one page a code, and writes what is made from them:
//   packages/diagnostics/src/messages.generated.ts   a function for each message, typed by its parameters
//   packages/diagnostics/src/catalogue.generated.ts  the pages as data, for `explain` and for SARIF's rules
//   docs/diagnostics.md                              the pages as one document
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeIfNew } from "./write-if-new.mjs";

const root = new URL("../", import.meta.url);
const folder = new URL("packages/diagnostics/messages/", root);

const ranges = [
  ["TL1", "Sources, components and types"],
  ["TL2", "Pipeline bodies"],
  ["TL3", "Options, configuration and the command line"],
  ["TL4", "What a target cannot run"],
  ["TL5", "Compiled documents and runs"],
];

/**
 * @typedef {{code: string, name: string, severity: string, message: string, help: string, markdown: string}} Page
 * @returns {Page[]} in order of their codes
 */
export function readMessages() {
  const owners = new Map();
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => {
      const page = parseMessage(file, readFileSync(new URL(file, folder), "utf8").replaceAll("\r\n", "\n"));
      const owner = owners.get(page.name);
      if (owner !== undefined) throw new Error(`messages/${file}: the name \`${page.name}\` is ${owner}'s.`);
      owners.set(page.name, page.code);
      return page;
    });
}

/** @returns {Page} */
export function parseMessage(file, text) {
  const need = (pattern, what) => {
    const match = pattern.exec(text);
    if (match === null) throw new Error(`messages/${file}: ${what} is missing.`);
    return match;
  };
  const [, code, name] = need(/^# (TL\d{4}) ([a-z]\w*)\n/, "the first line, `# TLnnnn name`,");
  if (!ranges.some(([prefix]) => code.startsWith(prefix))) throw new Error(`messages/${file}: ${code} is in no range of codes.`);
  if (`${code}.md` !== file) throw new Error(`messages/${file}: the first line says ${code}.`);
  const [, severity] = need(/^severity: (error|warning|note)$/m, "`severity: error|warning|note`");
  const [, message] = need(/^> (.+)$/m, "the message, a line that starts with `> `,");
  const [, help] = need(/^help: (.+)$/m, "`help: …`");
  const [markdown] = need(/^## Why\n[\s\S]*/m, "the heading `## Why`");
  return { code, name, severity, message, help, markdown: markdown.trimEnd() };
}

const parametersOf = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))];

/** A template literal with `${p.name}` for each `{name}`. */
function template(text) {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  return `\`${escaped.replaceAll(/\{(\w+)\}/g, (_, name) => `\${p.${name}}`)}\``;
}

const banner = "// Generated from messages/*.md by `npm run generate`. Do not edit.\n";

export function messagesModule(pages) {
  const functions = pages.map(({ code, name, severity, message, help }) => {
    const parameters = parametersOf(`${message} ${help}`);
    const signature = parameters.length === 0 ? "()" : `(p: { ${parameters.map((p) => `${p}: string | number`).join("; ")} })`;
    return `  /** ${code}: ${message.replaceAll("*/", "* /")} */\n  ${name}: ${signature}: Message => ({ code: "${code}", severity: "${severity}", message: ${template(message)}, help: ${template(help)} }),\n`;
  });
  return `${banner}import type { Message } from "./diagnostic.ts";\n\n/** The catalogue: one function a message, named and typed by its Markdown page. */\nexport const messages = {\n${functions.join("")}} as const;\n`;
}

export function catalogueModule(pages) {
  const entries = pages.map(({ code, ...page }) => `  ${code}: ${JSON.stringify(page)},\n`);
  return `${banner}import type { Page } from "./page.ts";\n\n/** The pages of the catalogue by code. */\nexport const catalogue: Readonly<Record<string, Page>> = {\n${entries.join("")}};\n`;
}

export function diagnosticsDocument(pages) {
  const sections = ranges.flatMap(([prefix, title]) => {
    const own = pages.filter(({ code }) => code.startsWith(prefix));
    return own.length === 0 ? [] : [`## ${title}\n\n${own.map(section).join("\n")}`];
  });
  return `<!-- Generated from packages/diagnostics/messages by \`npm run generate\`. Do not edit. -->\n\n# Diagnostics\n\nEvery diagnostic of Typeline by its code. TypeScript's own errors keep their numbers (\`TS2322\`).\n\n${sections.join("\n")}`;
}

function section({ code, severity, message, help, markdown }) {
  return `### ${code}\n\n${severity}: ${message}\n\n${help}\n\n${markdown.replaceAll(/^## (Why|Before|After)$/gm, "#### $1")}\n`;
}

/** Every generated file: its path from the repository root, and its text. */
export function generated() {
  const pages = readMessages();
  return {
    "packages/diagnostics/src/messages.generated.ts": messagesModule(pages),
    "packages/diagnostics/src/catalogue.generated.ts": catalogueModule(pages),
    "docs/diagnostics.md": diagnosticsDocument(pages),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of Object.entries(generated())) writeIfNew(new URL(path, root), text);
