// Generated from messages/*.md by `npm run generate`. Do not edit.
import type { Message } from "./diagnostic.ts";

/** The catalogue: one function a message, named and typed by its Markdown page. */
export const messages = {
  /** TL1301: `{component}` imports `{module}`, which is not installed. */
  missingModule: (p: { component: string | number; module: string | number; package: string | number }): Message => ({ code: "TL1301", severity: "error", message: `\`${p.component}\` imports \`${p.module}\`, which is not installed.`, help: `Run \`npm install ${p.package}\`. If it is there only when the task runs, name it in the component's \`packages\`.` }),
  /** TL1302: `{component}` imports `{file}`, and there is no such file. */
  missingFile: (p: { component: string | number; file: string | number }): Message => ({ code: "TL1302", severity: "error", message: `\`${p.component}\` imports \`${p.file}\`, and there is no such file.`, help: `Correct the path, or add the file.` }),
  /** TL1303: `{component}` uses `{package}`, which imports `{module}`, and that is not installed. */
  missingDependency: (p: { component: string | number; package: string | number; module: string | number }): Message => ({ code: "TL1303", severity: "error", message: `\`${p.component}\` uses \`${p.package}\`, which imports \`${p.module}\`, and that is not installed.`, help: `Run \`npm install\`, or install \`${p.module}\` yourself if it is a peer dependency of \`${p.package}\`.` }),
  /** TL1304: `{component}` uses `{package}`, which has machine code that cannot be bundled. */
  nativePackage: (p: { component: string | number; package: string | number; wanted: string | number }): Message => ({ code: "TL1304", severity: "error", message: `\`${p.component}\` uses \`${p.package}\`, which has machine code that cannot be bundled.`, help: `Name it in the component's options, \`packages: ["${p.wanted}"]\`: it is then installed in the container when the task starts.` }),
  /** TL1305: `{source}` cannot be bundled into `{component}`: {reason}. */
  cannotBundle: (p: { source: string | number; component: string | number; reason: string | number }): Message => ({ code: "TL1305", severity: "error", message: `\`${p.source}\` cannot be bundled into \`${p.component}\`: ${p.reason}.`, help: `Import something else, or name the package in the component's \`packages\`: what is installed in the container is not bundled.` }),
  /** TL1310: `{component}` carries {size} of imports into the pipeline: {imports}. */
  heavyBundle: (p: { component: string | number; size: string | number; imports: string | number }): Message => ({ code: "TL1310", severity: "warning", message: `\`${p.component}\` carries ${p.size} of imports into the pipeline: ${p.imports}.`, help: `Import less of them, read data in the task instead of importing it, or name a package in \`packages\`.` }),
  /** TL1311: The tasks of this pipeline carry too much code for one run: about {stored} would be stored, and {limit} is the most. The heaviest: {imports}. */
  bundlesTooHeavy: (p: { stored: string | number; limit: string | number; imports: string | number }): Message => ({ code: "TL1311", severity: "error", message: `The tasks of this pipeline carry too much code for one run: about ${p.stored} would be stored, and ${p.limit} is the most. The heaviest: ${p.imports}.`, help: `Import less of these, read data in the task instead of importing it, or name packages in \`packages\`, which are installed when a task starts.` }),
  /** TL2104: `{call}` cannot run inside a pipeline: `{value}` is only known while the pipeline runs. */
  runtimeOnlyCall: (p: { call: string | number; value: string | number }): Message => ({ code: "TL2104", severity: "error", message: `\`${p.call}\` cannot run inside a pipeline: \`${p.value}\` is only known while the pipeline runs.`, help: `Move the call into a component, or write \`compute(() => ${p.call})\`.` }),
} as const;
