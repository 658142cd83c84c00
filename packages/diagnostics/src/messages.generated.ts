// Generated from messages/*.md by `npm run generate`. Do not edit.
import type { Message } from "./diagnostic.ts";

/** The catalogue: one function a message, named and typed by its Markdown page. */
export const messages = {
  /** TL1000: `{path}` does not exist. */
  fileMissing: (p: { path: string | number }): Message => ({ code: "TL1000", severity: "error", message: `\`${p.path}\` does not exist.`, help: `Check the path; it is taken from the working folder.` }),
  /** TL1001: `{path}` is a folder, where a TypeScript file is needed. */
  sourceIsFolder: (p: { path: string | number }): Message => ({ code: "TL1001", severity: "error", message: `\`${p.path}\` is a folder, where a TypeScript file is needed.`, help: `Name the files in it: \`${p.path}/*.ts\`.` }),
  /** TL1002: `{path}` is not a TypeScript file. */
  notTypeScript: (p: { path: string | number }): Message => ({ code: "TL1002", severity: "error", message: `\`${p.path}\` is not a TypeScript file.`, help: `Name a file that ends in \`.ts\`, \`.mts\` or \`.cts\`; a declaration file (\`.d.ts\`) has no pipelines.` }),
  /** TL1003: `{path}` cannot be read: {reason} */
  tsconfigUnreadable: (p: { path: string | number; reason: string | number }): Message => ({ code: "TL1003", severity: "error", message: `\`${p.path}\` cannot be read: ${p.reason}`, help: `Correct the file: \`npx tsc --showConfig\` must print it.` }),
  /** TL1004: TypeScript's compiler for {platform} is not installed. */
  typescriptMissing: (p: { platform: string | number }): Message => ({ code: "TL1004", severity: "error", message: `TypeScript's compiler for ${p.platform} is not installed.`, help: `Install again with optional dependencies: \`npm install --include=optional\`.` }),
  /** TL1010: `{file}` exports no pipeline. */
  noPipelines: (p: { file: string | number }): Message => ({ code: "TL1010", severity: "error", message: `\`${p.file}\` exports no pipeline.`, help: `Export one: \`export const training = pipeline((inputs) => …)\`.` }),
  /** TL1011: `{file}` exports no pipeline or component named `{name}`. */
  noSuchPipeline: (p: { file: string | number; name: string | number; hint: string | number }): Message => ({ code: "TL1011", severity: "error", message: `\`${p.file}\` exports no pipeline or component named \`${p.name}\`.`, help: `${p.hint}` }),
  /** TL1100: `{path}` is `{type}`: the type of its values is not known. */
  unknownType: (p: { path: string | number; type: string | number }): Message => ({ code: "TL1100", severity: "error", message: `\`${p.path}\` is \`${p.type}\`: the type of its values is not known.`, help: `Give it a type. What comes from \`JSON.parse\` is \`any\`: write \`const config: Config = JSON.parse(text)\`.` }),
  /** TL1101: `{path}` is {what}, which cannot travel between tasks. */
  unsupportedType: (p: { path: string | number; what: string | number; instead: string | number }): Message => ({ code: "TL1101", severity: "error", message: `\`${p.path}\` is ${p.what}, which cannot travel between tasks.`, help: `${p.instead}` }),
  /** TL1102: `{path}` may be {members}: the IR has no type for that. */
  mixedUnion: (p: { path: string | number; members: string | number }): Message => ({ code: "TL1102", severity: "error", message: `\`${p.path}\` may be ${p.members}: the IR has no type for that.`, help: `Take one of them, or put the value in a field of an object, where any JSON is allowed.` }),
  /** TL1103: `{path}` may be `null`, which an input or output cannot be. */
  nullPort: (p: { path: string | number }): Message => ({ code: "TL1103", severity: "error", message: `\`${p.path}\` may be \`null\`, which an input or output cannot be.`, help: `For an input that may be left out write \`?\` after its name; inside an object or list \`null\` is fine.` }),
  /** TL1104: The output `{output}` may be missing. */
  optionalOutput: (p: { output: string | number }): Message => ({ code: "TL1104", severity: "error", message: `The output \`${p.output}\` may be missing.`, help: `Return a value for it on every path, such as an empty string or list.` }),
  /** TL1105: `{path}` is an artifact inside a parameter. */
  artifactInside: (p: { path: string | number }): Message => ({ code: "TL1105", severity: "error", message: `\`${p.path}\` is an artifact inside a parameter.`, help: `Make the artifact an input or output of its own; a list of artifacts may be an input.` }),
  /** TL1106: The output `{output}` of the component `{component}` is a list of artifacts. */
  artifactListOutput: (p: { output: string | number; component: string | number }): Message => ({ code: "TL1106", severity: "error", message: `The output \`${p.output}\` of the component \`${p.component}\` is a list of artifacts.`, help: `Return one artifact, such as a folder that holds the files; or gather the artifacts of a loop in the pipeline.` }),
  /** TL1107: `{path}` is a promise. */
  forgottenAwait: (p: { path: string | number }): Message => ({ code: "TL1107", severity: "error", message: `\`${p.path}\` is a promise.`, help: `Write \`await\` before it.` }),
  /** TL1108: `{path}` is of the open type `{type}`. */
  openType: (p: { path: string | number; type: string | number }): Message => ({ code: "TL1108", severity: "error", message: `\`${p.path}\` is of the open type \`${p.type}\`.`, help: `Write the type that it has here; a component has one interface.` }),
  /** TL1109: `{path}` has a type without an end: `{type}`. */
  endlessType: (p: { path: string | number; type: string | number }): Message => ({ code: "TL1109", severity: "error", message: `\`${p.path}\` has a type without an end: \`${p.type}\`.`, help: `Let the type mention itself with the same type arguments, or write the levels that there are.` }),
  /** TL1110: `{path}` may be `undefined` inside a list. */
  undefinedElement: (p: { path: string | number }): Message => ({ code: "TL1110", severity: "error", message: `\`${p.path}\` may be \`undefined\` inside a list.`, help: `Leave such elements out, or use \`null\`.` }),
  /** TL1111: The inputs of `{component}` are `{type}`, where an object type with named properties is needed. */
  unnamedInputs: (p: { component: string | number; type: string | number }): Message => ({ code: "TL1111", severity: "error", message: `The inputs of \`${p.component}\` are \`${p.type}\`, where an object type with named properties is needed.`, help: `Write \`{ name: type }\` for the first parameter; a \`Record\` can be one of the inputs.` }),
  /** TL1112: The outputs of `{component}` are `{type}`: some are named and some are not. */
  unnamedOutputs: (p: { component: string | number; type: string | number }): Message => ({ code: "TL1112", severity: "error", message: `The outputs of \`${p.component}\` are \`${p.type}\`: some are named and some are not.`, help: `Put the part without names in a property of its own; a whole \`Record\` is one output.` }),
  /** TL1113: `{component}` returns objects of different shapes, or an object or something else. */
  differentReturns: (p: { component: string | number }): Message => ({ code: "TL1113", severity: "error", message: `\`${p.component}\` returns objects of different shapes, or an object or something else.`, help: `Return the same properties on every path.` }),
  /** TL1114: `{component}` may return nothing. */
  optionalReturn: (p: { component: string | number }): Message => ({ code: "TL1114", severity: "error", message: `\`${p.component}\` may return nothing.`, help: `Return a value on every path, or on none.` }),
  /** TL1115: `{name}` cannot be the name of an {side}: {reason}. */
  portName: (p: { name: string | number; side: string | number; reason: string | number }): Message => ({ code: "TL1115", severity: "error", message: `\`${p.name}\` cannot be the name of an ${p.side}: ${p.reason}.`, help: `Rename it: start with a letter or \`_\`, go on with letters, digits and \`_\`.` }),
  /** TL1116: The output `{output}` is a `TaskStatus`, which can only be an input. */
  statusOutput: (p: { output: string | number }): Message => ({ code: "TL1116", severity: "error", message: `The output \`${p.output}\` is a \`TaskStatus\`, which can only be an input.`, help: `Return what is needed of it: \`{ state: status.state }\`.` }),
  /** TL1117: `{path}` has a type that JSON does not have: reading the artifact gives what JSON made of it. */
  contentNotJson: (p: { path: string | number }): Message => ({ code: "TL1117", severity: "warning", message: `\`${p.path}\` has a type that JSON does not have: reading the artifact gives what JSON made of it.`, help: `Declare what arrives, and convert it where it is needed: \`at: string\`, then \`new Date(row.at)\`.` }),
  /** TL1201: `{text}` is {kind}, not a function. */
  notAFunction: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL1201", severity: "error", message: `\`${p.text}\` is ${p.kind}, not a function.`, help: `Give the step's code as a function: \`component(async ({ rows }: { rows: number }) => …)\`.` }),
  /** TL1202: The component's function uses `{name}`, which is {kind}: its code runs elsewhere and cannot see it. */
  capturesRuntime: (p: { name: string | number; kind: string | number }): Message => ({ code: "TL1202", severity: "error", message: `The component's function uses \`${p.name}\`, which is ${p.kind}: its code runs elsewhere and cannot see it.`, help: `Declare it as an input of the component and pass it in the call.` }),
  /** TL1203: `{name}` is {kind}: it cannot be captured by code that runs inside a step. */
  capturesComponent: (p: { name: string | number; kind: string | number }): Message => ({ code: "TL1203", severity: "error", message: `\`${p.name}\` is ${p.kind}: it cannot be captured by code that runs inside a step.`, help: `Call it in the pipeline and use its outputs, or move what you need into a function of the module.` }),
  /** TL1204: The function of `container(…)` gives {kind}, but a specification with `image` and `command` is wanted. */
  containerSpec: (p: { kind: string | number }): Message => ({ code: "TL1204", severity: "error", message: `The function of \`container(…)\` gives ${p.kind}, but a specification with \`image\` and \`command\` is wanted.`, help: `Return \`{ image: "busybox", command: ["echo", text] }\`. A command is required: engines do not use the image's own entry point.` }),
  /** TL1205: A container's `command` or `args` holds {kind}. */
  containerArgument: (p: { kind: string | number }): Message => ({ code: "TL1205", severity: "error", message: `A container's \`command\` or \`args\` holds ${p.kind}.`, help: `Use text, a placeholder, a template of both, or a list spread on the test of an optional parameter: \`...(top ? ["--top", top] : [])\`.` }),
  /** TL1206: `{text}` is not a function written in place. */
  computeFunction: (p: { text: string | number }): Message => ({ code: "TL1206", severity: "error", message: `\`${p.text}\` is not a function written in place.`, help: `Write \`compute(() => expression)\`.` }),
  /** TL1207: The result of `compute` holds an artifact inside an object. */
  computeArtifacts: (): Message => ({ code: "TL1207", severity: "error", message: `The result of \`compute\` holds an artifact inside an object.`, help: `Return the artifact itself, or declare a component with named outputs.` }),
  /** TL1208: `compute` assigns to `{name}`, which belongs to the pipeline: its code runs in a step of its own, later and elsewhere. */
  assignsCaptured: (p: { name: string | number }): Message => ({ code: "TL1208", severity: "error", message: `\`compute\` assigns to \`${p.name}\`, which belongs to the pipeline: its code runs in a step of its own, later and elsewhere.`, help: `Return the value and name the result: \`const ${p.name}2 = compute(() => …)\`.` }),
  /** TL1209: `{name}` changes after a `compute` has captured it. */
  changedAfterCapture: (p: { name: string | number }): Message => ({ code: "TL1209", severity: "error", message: `\`${p.name}\` changes after a \`compute\` has captured it.`, help: `Use a new \`const\` for the new value.` }),
  /** TL1210: The default of the pipeline's input `{input}`, `{text}`, is not known when the pipeline is compiled. */
  defaultNotConstant: (p: { input: string | number; text: string | number }): Message => ({ code: "TL1210", severity: "error", message: `The default of the pipeline's input \`${p.input}\`, \`${p.text}\`, is not known when the pipeline is compiled.`, help: `Write a constant, or make the input required and pass the value.` }),
  /** TL1211: A pipeline is declared at the top level of a module, not inside a function. */
  pipelineInside: (p: { text: string | number }): Message => ({ code: "TL1211", severity: "error", message: `A pipeline is declared at the top level of a module, not inside a function.`, help: `Move \`${p.text}(…)\` to the top level and export it.` }),
  /** TL1212: `{text}` is not an artifact class. */
  notAnArtifactClass: (p: { text: string | number }): Message => ({ code: "TL1212", severity: "error", message: `\`${p.text}\` is not an artifact class.`, help: `Use \`Dataset\`, \`Model\` and the like, or a class of yours: \`class Index extends artifact("acme.Index") {}\`.` }),
  /** TL1213: `process.env.{name}` is read in a step, and no option gives it. */
  envNotGiven: (p: { name: string | number }): Message => ({ code: "TL1213", severity: "warning", message: `\`process.env.${p.name}\` is read in a step, and no option gives it.`, help: `Give it with the option \`env\`, as a text, a secret or a field; the second parameter of the function then has it as \`env.${p.name}\`.` }),
  /** TL1214: `{text}` looks for a file beside the source, which does not travel with the step. */
  fileNotShipped: (p: { text: string | number }): Message => ({ code: "TL1214", severity: "error", message: `\`${p.text}\` looks for a file beside the source, which does not travel with the step.`, help: `Import it: \`import text from "./prompt.md" with { type: "text" }\`, or make it an input.` }),
  /** TL1215: `{name}` is a variable of the module, and each task has one of its own. */
  moduleState: (p: { name: string | number }): Message => ({ code: "TL1215", severity: "warning", message: `\`${p.name}\` is a variable of the module, and each task has one of its own.`, help: `Return what the next task has to know, and take it as an input.` }),
  /** TL1301: `{component}` imports `{module}`, which is not installed. */
  missingModule: (p: { component: string | number; module: string | number; package: string | number }): Message => ({ code: "TL1301", severity: "error", message: `\`${p.component}\` imports \`${p.module}\`, which is not installed.`, help: `Run \`npm install ${p.package}\`. If it is there only when the task runs, name it in the component's \`packages\`.` }),
  /** TL1302: `{component}` imports `{file}`, and there is no such file. */
  missingFile: (p: { component: string | number; file: string | number }): Message => ({ code: "TL1302", severity: "error", message: `\`${p.component}\` imports \`${p.file}\`, and there is no such file.`, help: `Correct the path, or add the file.` }),
  /** TL1303: `{component}` uses `{package}`, which imports `{module}`, and that is not installed. */
  missingDependency: (p: { component: string | number; package: string | number; module: string | number }): Message => ({ code: "TL1303", severity: "error", message: `\`${p.component}\` uses \`${p.package}\`, which imports \`${p.module}\`, and that is not installed.`, help: `Run \`npm install\`, or install \`${p.module}\` yourself if it is a peer dependency of \`${p.package}\`.` }),
  /** TL1304: `{component}` uses `{package}`, which has machine code that cannot be bundled. */
  nativePackage: (p: { component: string | number; package: string | number; wanted: string | number }): Message => ({ code: "TL1304", severity: "error", message: `\`${p.component}\` uses \`${p.package}\`, which has machine code that cannot be bundled.`, help: `Name it in the component's options, \`packages: ["${p.wanted}"]\`: it is then installed in the container when the task starts.` }),
  /** TL1305: `{component}` cannot be bundled because of `{source}`: {reason}. */
  cannotBundle: (p: { component: string | number; source: string | number; reason: string | number }): Message => ({ code: "TL1305", severity: "error", message: `\`${p.component}\` cannot be bundled because of \`${p.source}\`: ${p.reason}.`, help: `Import something else, or name the package in the component's \`packages\`: what is installed in the container is not bundled.` }),
  /** TL1310: `{component}` carries {size} of imports into the pipeline: {imports}. */
  heavyBundle: (p: { component: string | number; size: string | number; imports: string | number }): Message => ({ code: "TL1310", severity: "warning", message: `\`${p.component}\` carries ${p.size} of imports into the pipeline: ${p.imports}.`, help: `Import less of them, read data in the task instead of importing it, or name a package in \`packages\`.` }),
  /** TL1311: The tasks of this pipeline carry too much code for one run: about {stored} would be stored, and {limit} is the most. The heaviest: {imports}. */
  bundlesTooHeavy: (p: { stored: string | number; limit: string | number; imports: string | number }): Message => ({ code: "TL1311", severity: "error", message: `The tasks of this pipeline carry too much code for one run: about ${p.stored} would be stored, and ${p.limit} is the most. The heaviest: ${p.imports}.`, help: `Import less of these, read data in the task instead of importing it, or name packages in \`packages\`, which are installed when a task starts.` }),
  /** TL2101: `{text}` holds {kind}, which cannot be passed to a step. */
  notAValue: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2101", severity: "error", message: `\`${p.text}\` holds ${p.kind}, which cannot be passed to a step.`, help: `Pass data: strings, numbers, booleans, lists, objects, artifacts and outputs of tasks.` }),
  /** TL2102: `{component}` has no input `{input}`. */
  unknownInput: (p: { component: string | number; input: string | number; hint: string | number }): Message => ({ code: "TL2102", severity: "error", message: `\`${p.component}\` has no input \`${p.input}\`.`, help: `${p.hint}` }),
  /** TL2103: The input `{input}` wants {wanted}, but gets {given}. */
  wrongConstant: (p: { input: string | number; wanted: string | number; given: string | number }): Message => ({ code: "TL2103", severity: "error", message: `The input \`${p.input}\` wants ${p.wanted}, but gets ${p.given}.`, help: `Pass a value of that type.` }),
  /** TL2104: `{call}` cannot run inside a pipeline: `{value}` is only known while the pipeline runs. */
  runtimeOnlyCall: (p: { call: string | number; value: string | number }): Message => ({ code: "TL2104", severity: "error", message: `\`${p.call}\` cannot run inside a pipeline: \`${p.value}\` is only known while the pipeline runs.`, help: `Move the call into a component, or write \`compute(() => ${p.call})\`.` }),
  /** TL2105: `{component}` needs its input `{input}` ({type}), which is not given. */
  missingInput: (p: { component: string | number; input: string | number; type: string | number }): Message => ({ code: "TL2105", severity: "error", message: `\`${p.component}\` needs its input \`${p.input}\` (${p.type}), which is not given.`, help: `Pass it in the call, or make it optional in the component.` }),
  /** TL2106: The input `{input}` is given a whole task, not one of its outputs. */
  taskAsArgument: (p: { input: string | number; outputs: string | number }): Message => ({ code: "TL2106", severity: "error", message: `The input \`${p.input}\` is given a whole task, not one of its outputs.`, help: `Its outputs are: ${p.outputs}.` }),
  /** TL2107: The input `{input}` is given {kind} that has not been called. */
  componentAsArgument: (p: { input: string | number; kind: string | number }): Message => ({ code: "TL2107", severity: "error", message: `The input \`${p.input}\` is given ${p.kind} that has not been called.`, help: `Call it and pass its output.` }),
  /** TL2108: The input `{input}` wants {wanted}, but gets {given}. */
  wrongKind: (p: { input: string | number; wanted: string | number; given: string | number }): Message => ({ code: "TL2108", severity: "error", message: `The input \`${p.input}\` wants ${p.wanted}, but gets ${p.given}.`, help: `Pass an output of the wanted kind.` }),
  /** TL2109: `{text}` may be absent, but the input `{input}` is required. */
  mayBeAbsent: (p: { text: string | number; input: string | number }): Message => ({ code: "TL2109", severity: "error", message: `\`${p.text}\` may be absent, but the input \`${p.input}\` is required.`, help: `Give a default with \`??\`, or make the input optional in the component.` }),
  /** TL2110: The inputs of a call are one object; `{text}` is {kind}. */
  inputsNotObject: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2110", severity: "error", message: `The inputs of a call are one object; \`${p.text}\` is ${p.kind}.`, help: `Write \`step({ name: value })\`.` }),
  /** TL2111: `{input}` is put together from values that only a run knows; only TypeScript components can do that, and `{component}` is none. */
  notCarried: (p: { input: string | number; component: string | number }): Message => ({ code: "TL2111", severity: "error", message: `\`${p.input}\` is put together from values that only a run knows; only TypeScript components can do that, and \`${p.component}\` is none.`, help: `Put it together in a step of its own: \`const ${p.input} = compute(() => …)\`.` }),
  /** TL2112: The constant for `{input}` holds `{brace}`, which the engine would take for a placeholder of its own. */
  bracesInConstant: (p: { input: string | number; brace: string | number }): Message => ({ code: "TL2112", severity: "error", message: `The constant for \`${p.input}\` holds \`${p.brace}\`, which the engine would take for a placeholder of its own.`, help: `Pass it to a TypeScript component, or read it from a file in the image.` }),
  /** TL2113: The text for `{input}` holds a number that the engine prints in its own way: `0.00001` becomes `1e-05`. */
  numberInText: (p: { input: string | number }): Message => ({ code: "TL2113", severity: "note", message: `The text for \`${p.input}\` holds a number that the engine prints in its own way: \`0.00001\` becomes \`1e-05\`.`, help: `Make it an \`Int\` if it is whole, or build the text in a step: \`const ${p.input} = compute(() => …)\`.` }),
  /** TL2120: `{text}` is {kind}; a template needs text, a number or a boolean. */
  notText: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2120", severity: "error", message: `\`${p.text}\` is ${p.kind}; a template needs text, a number or a boolean.`, help: `Use one of its fields, or build the text in \`compute(() => …)\`.` }),
  /** TL2121: `{text}` spreads {kind}, whose parts are not known here. */
  cannotSpread: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2121", severity: "error", message: `\`${p.text}\` spreads ${p.kind}, whose parts are not known here.`, help: `Spread an object or list that the pipeline made, or do it inside \`compute(() => …)\`.` }),
  /** TL2122: The key in `{text}` is not a constant. */
  keyNotKnown: (p: { text: string | number }): Message => ({ code: "TL2122", severity: "error", message: `The key in \`${p.text}\` is not a constant.`, help: `Use a constant key, or read the field inside \`compute(() => …)\`.` }),
  /** TL2123: `{text}` is looked up by `{key}`, which is only known while the pipeline runs. */
  symbolicKey: (p: { text: string | number; key: string | number }): Message => ({ code: "TL2123", severity: "error", message: `\`${p.text}\` is looked up by \`${p.key}\`, which is only known while the pipeline runs.`, help: `Look it up inside a component or \`compute(() => ${p.text})\`.` }),
  /** TL2124: The task `{task}` has no output `{output}`. */
  noSuchOutput: (p: { task: string | number; output: string | number }): Message => ({ code: "TL2124", severity: "error", message: `The task \`${p.task}\` has no output \`${p.output}\`.`, help: `Use one of the properties that its component returns.` }),
  /** TL2125: `{text}` reads `{key}`, which the value's type does not have. */
  noSuchField: (p: { text: string | number; key: string | number }): Message => ({ code: "TL2125", severity: "error", message: `\`${p.text}\` reads \`${p.key}\`, which the value's type does not have.`, help: `Use a field of its type, or \`compute(() => ${p.text})\`.` }),
  /** TL2126: `{text}` reads a property of {kind}. */
  noSuchMember: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2126", severity: "error", message: `\`${p.text}\` reads a property of ${p.kind}.`, help: `Use an output of a task, or a field of an object.` }),
  /** TL2127: `{text}` reads a property of `{nothing}`. */
  memberOfNothing: (p: { text: string | number; nothing: string | number }): Message => ({ code: "TL2127", severity: "error", message: `\`${p.text}\` reads a property of \`${p.nothing}\`.`, help: `Give the value before it is read, or use \`?.\`.` }),
  /** TL2129: `{text}` reads an artifact's `{member}` in the pipeline, where no file exists yet. */
  artifactRead: (p: { text: string | number; member: string | number }): Message => ({ code: "TL2129", severity: "error", message: `\`${p.text}\` reads an artifact's \`${p.member}\` in the pipeline, where no file exists yet.`, help: `Pass the artifact to a component, or read it inside \`compute(async () => …)\`.` }),
  /** TL2130: `{text}` takes one artifact out of a list that only a run knows. */
  artifactElement: (p: { text: string | number }): Message => ({ code: "TL2130", severity: "error", message: `\`${p.text}\` takes one artifact out of a list that only a run knows.`, help: `Pass the whole list to a component, or name the task whose artifact you want.` }),
  /** TL2131: `{text}` makes an artifact in the pipeline, whose body never runs. */
  artifactMadeHere: (p: { text: string | number }): Message => ({ code: "TL2131", severity: "error", message: `\`${p.text}\` makes an artifact in the pipeline, whose body never runs.`, help: `Make it in a component and return it.` }),
  /** TL2132: `{operator}` in `{text}` compares or combines objects, which have no value here. */
  operatorOnObject: (p: { operator: string | number; text: string | number }): Message => ({ code: "TL2132", severity: "error", message: `\`${p.operator}\` in \`${p.text}\` compares or combines objects, which have no value here.`, help: `Use their fields, or \`compute(() => ${p.text})\`.` }),
  /** TL2133: `{text}` is {kind}, which is always true. */
  alwaysTrue: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2133", severity: "error", message: `\`${p.text}\` is ${p.kind}, which is always true.`, help: `Test one of its values: a boolean, a number or a string.` }),
  /** TL2134: `{text}` changes {kind}, which is not the pipeline's to change. */
  mutation: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2134", severity: "error", message: `\`${p.text}\` changes ${p.kind}, which is not the pipeline's to change.`, help: `Make a new value, or do it inside a component.` }),
  /** TL2135: `{name}` is a `const` and cannot be assigned. */
  assignToConstant: (p: { name: string | number }): Message => ({ code: "TL2135", severity: "error", message: `\`${p.name}\` is a \`const\` and cannot be assigned.`, help: `Declare it with \`let\`.` }),
  /** TL2136: `{name}` is used before it has a value. */
  usedBeforeAssigned: (p: { name: string | number }): Message => ({ code: "TL2136", severity: "error", message: `\`${p.name}\` is used before it has a value.`, help: `Give it a value where it is declared.` }),
  /** TL2137: `{name}` is a variable of the module, and may change: a pipeline cannot say which value is meant. */
  mutableModuleVariable: (p: { name: string | number }): Message => ({ code: "TL2137", severity: "error", message: `\`${p.name}\` is a variable of the module, and may change: a pipeline cannot say which value is meant.`, help: `Declare it with \`const\`, or make it an input.` }),
  /** TL2138: `{name}` is not something that a pipeline can use while it is read. */
  unsupportedDeclaration: (p: { name: string | number }): Message => ({ code: "TL2138", severity: "error", message: `\`${p.name}\` is not something that a pipeline can use while it is read.`, help: `Use a constant, a function, an enum, a component or a pipeline.` }),
  /** TL2139: `{name}` is needed to compute itself. */
  circularConstant: (p: { name: string | number }): Message => ({ code: "TL2139", severity: "error", message: `\`${p.name}\` is needed to compute itself.`, help: `Break the circle.` }),
  /** TL2140: `{path}` cannot be read: {reason} */
  unreadableData: (p: { path: string | number; reason: string | number }): Message => ({ code: "TL2140", severity: "error", message: `\`${p.path}\` cannot be read: ${p.reason}`, help: `Check the import's path and the file's content.` }),
  /** TL2141: `{call}` is a function of `{module}`; a pipeline's body is read and never run. */
  libraryCall: (p: { call: string | number; module: string | number }): Message => ({ code: "TL2141", severity: "error", message: `\`${p.call}\` is a function of \`${p.module}\`; a pipeline's body is read and never run.`, help: `Call it inside a component, or write \`compute(() => ${p.call})\`.` }),
  /** TL2142: `{text}` is {kind} and cannot be called. */
  notCallable: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2142", severity: "error", message: `\`${p.text}\` is ${p.kind} and cannot be called.`, help: `Call a component, a pipeline or a function.` }),
  /** TL2143: `{text}` cannot be computed while the pipeline is compiled: `{name}` is not one of the pure built-ins. */
  unknownGlobal: (p: { text: string | number; name: string | number }): Message => ({ code: "TL2143", severity: "error", message: `\`${p.text}\` cannot be computed while the pipeline is compiled: \`${p.name}\` is not one of the pure built-ins.`, help: `Call it inside a component, or write \`compute(() => ${p.text})\`.` }),
  /** TL2144: `{text}` calls `{method}` of {kind}, which cannot be computed while the pipeline is compiled. */
  unknownMethod: (p: { text: string | number; method: string | number; kind: string | number }): Message => ({ code: "TL2144", severity: "error", message: `\`${p.text}\` calls \`${p.method}\` of ${p.kind}, which cannot be computed while the pipeline is compiled.`, help: `Call it inside a component, or write \`compute(() => ${p.text})\`.` }),
  /** TL2145: `{text}` fails: {reason} */
  builtinFailed: (p: { text: string | number; reason: string | number }): Message => ({ code: "TL2145", severity: "error", message: `\`${p.text}\` fails: ${p.reason}`, help: `Correct the arguments.` }),
  /** TL2146: `{text}` looks at the items of a list that only a run knows; `{method}` needs them now. */
  listCallback: (p: { text: string | number; method: string | number }): Message => ({ code: "TL2146", severity: "error", message: `\`${p.text}\` looks at the items of a list that only a run knows; \`${p.method}\` needs them now.`, help: `Do it inside a component, or write \`compute(() => ${p.text})\`.` }),
  /** TL2147: `{text}` makes an object of a class while the pipeline is read. */
  newInPipeline: (p: { text: string | number }): Message => ({ code: "TL2147", severity: "error", message: `\`${p.text}\` makes an object of a class while the pipeline is read.`, help: `Make it inside a component.` }),
  /** TL2148: `{text}` gives another answer each time, but a pipeline is compiled once and runs often. */
  notReproducible: (p: { text: string | number; instead: string | number }): Message => ({ code: "TL2148", severity: "error", message: `\`${p.text}\` gives another answer each time, but a pipeline is compiled once and runs often.`, help: `Use ${p.instead}.` }),
  /** TL2149: `process.env.{name}` in a pipeline would be that of the compiler, silently. */
  processEnv: (p: { name: string | number }): Message => ({ code: "TL2149", severity: "error", message: `\`process.env.${p.name}\` in a pipeline would be that of the compiler, silently.`, help: `Write \`buildEnv("${p.name}")\` for a value of the build, which is recorded; a component has its \`env\` option.` }),
  /** TL2150: `{text}` has no meaning in a graph. */
  promiseMethod: (p: { text: string | number }): Message => ({ code: "TL2150", severity: "error", message: `\`${p.text}\` has no meaning in a graph.`, help: `Use the task's outputs; order without data is the option \`after: [task]\`.` }),
  /** TL2151: `{text}` would run a step while the pipeline is compiled. */
  runInPipeline: (p: { text: string | number }): Message => ({ code: "TL2151", severity: "error", message: `\`${p.text}\` would run a step while the pipeline is compiled.`, help: `Call the component itself: \`step({ … })\`. \`.run()\` is for tests and scripts.` }),
  /** TL2152: `{text}` calls a component or pipeline outside of a pipeline. */
  callOutsidePipeline: (p: { text: string | number }): Message => ({ code: "TL2152", severity: "error", message: `\`${p.text}\` calls a component or pipeline outside of a pipeline.`, help: `Call it inside \`pipeline(() => …)\`; in a test, use \`.run()\`.` }),
  /** TL2153: `{text}` says nothing: a pipeline's body is read and never run. */
  saysNothing: (p: { text: string | number }): Message => ({ code: "TL2153", severity: "warning", message: `\`${p.text}\` says nothing: a pipeline's body is read and never run.`, help: `Remove it, or log inside a component.` }),
  /** TL2154: `{text}` ({kind}) cannot stand here, in TypeScript either. */
  outOfPlace: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2154", severity: "error", message: `\`${p.text}\` (${p.kind}) cannot stand here, in TypeScript either.`, help: `Write it where TypeScript allows it: a \`// @ts-expect-error\` hides TypeScript's own message, and does not make it mean something.` }),
  /** TL2156: `{text}` does not end while the pipeline is compiled. */
  endless: (p: { text: string | number }): Message => ({ code: "TL2156", severity: "error", message: `\`${p.text}\` does not end while the pipeline is compiled.`, help: `Check the loop's condition, or the function that calls itself.` }),
  /** TL2157: The pipeline `{pipeline}` calls itself. */
  recursivePipeline: (p: { pipeline: string | number }): Message => ({ code: "TL2157", severity: "error", message: `The pipeline \`${p.pipeline}\` calls itself.`, help: `A graph is finite: loop inside a component instead.` }),
  /** TL2158: The pipeline does not always return its output `{output}`. */
  outputNotReturned: (p: { output: string | number }): Message => ({ code: "TL2158", severity: "error", message: `The pipeline does not always return its output \`${p.output}\`.`, help: `Return it at every \`return\`.` }),
  /** TL2159: `{output}` is {kind}; an engine can only name the output of a task here. */
  outputNotPlain: (p: { output: string | number; kind: string | number }): Message => ({ code: "TL2159", severity: "error", message: `\`${p.output}\` is ${p.kind}; an engine can only name the output of a task here.`, help: `Compute it in a step: \`const ${p.output} = compute(() => …)\`.` }),
  /** TL2160: No task gives `{output}` here, and an engine can only name outputs of tasks: a small task, `keep`, {kind}. */
  keepAdded: (p: { output: string | number; kind: string | number }): Message => ({ code: "TL2160", severity: "note", message: `No task gives \`${p.output}\` here, and an engine can only name outputs of tasks: a small task, \`keep\`, ${p.kind}.`, help: `Let a task of yours give the value if you would rather not have it.` }),
  /** TL2161: The pipeline `{pipeline}` has no tasks. */
  noTasks: (p: { pipeline: string | number }): Message => ({ code: "TL2161", severity: "error", message: `The pipeline \`${p.pipeline}\` has no tasks.`, help: `Call a component in its body.` }),
  /** TL2162: `{text}` does not hold back the task `{task}`: in a graph a task waits only for the data that it takes. */
  awaitOrdersNothing: (p: { text: string | number; task: string | number; awaited: string | number }): Message => ({ code: "TL2162", severity: "warning", message: `\`${p.text}\` does not hold back the task \`${p.task}\`: in a graph a task waits only for the data that it takes.`, help: `If \`${p.task}\` has to wait for \`${p.awaited}\`, say so in its options: \`after: [${p.awaited}]\`. Otherwise leave the \`await\` away.` }),
  /** TL2163: `{text}` does not hold back the next iteration: the iterations of a loop run side by side. */
  awaitInLoop: (p: { text: string | number; list: string | number; limit: string | number }): Message => ({ code: "TL2163", severity: "warning", message: `\`${p.text}\` does not hold back the next iteration: the iterations of a loop run side by side.`, help: `If one has to follow the other, loop over \`parallel(${p.list}, ${p.limit})\`. Otherwise leave the \`await\` away.` }),
  /** TL2170: `{text}` needs a constant name, and a constant fallback. */
  buildEnvName: (p: { text: string | number }): Message => ({ code: "TL2170", severity: "error", message: `\`${p.text}\` needs a constant name, and a constant fallback.`, help: `Write \`buildEnv("REGION")\` or \`buildEnv("REGION", "eu")\`.` }),
  /** TL2171: The variable `{name}` of the build is not set. */
  buildEnvUnset: (p: { name: string | number }): Message => ({ code: "TL2171", severity: "error", message: `The variable \`${p.name}\` of the build is not set.`, help: `Set it, name it in the environment's \`buildEnv\` in typeline.config.ts, or give a fallback: \`buildEnv("${p.name}", "…")\`.` }),
  /** TL2181: How often this loop runs depends on `{text}`, which is only known while the pipeline runs. */
  loopOnRun: (p: { text: string | number }): Message => ({ code: "TL2181", severity: "error", message: `How often this loop runs depends on \`${p.text}\`, which is only known while the pipeline runs.`, help: `Loop over a list: \`compute(() => Array.from({ length: n }, (_, i) => i))\` makes one.` }),
  /** TL2184: `{name}` is not in this version: `{text}`. */
  notInThisVersion: (p: { name: string | number; text: string | number }): Message => ({ code: "TL2184", severity: "error", message: `\`${p.name}\` is not in this version: \`${p.text}\`.`, help: `Use \`component\` or \`container\`.` }),
  /** TL2201: `{text}` is {truth} in every run: what it decides is decided when the pipeline is compiled. */
  conditionFolds: (p: { text: string | number; truth: string | number }): Message => ({ code: "TL2201", severity: "note", message: `\`${p.text}\` is ${p.truth} in every run: what it decides is decided when the pipeline is compiled.`, help: `Make it depend on an input or on a task's output if a run is to decide.` }),
  /** TL2202: `{text}` is {truth} whatever the run brings. */
  neverHolds: (p: { text: string | number; truth: string | number }): Message => ({ code: "TL2202", severity: "warning", message: `\`${p.text}\` is ${p.truth} whatever the run brings.`, help: `Compare with a value that it can have.` }),
  /** TL2203: An engine cannot decide `{text}`: {reason}. */
  notInCondition: (p: { text: string | number; reason: string | number }): Message => ({ code: "TL2203", severity: "error", message: `An engine cannot decide \`${p.text}\`: ${p.reason}.`, help: `Let a task decide: \`const yes = compute(() => ${p.text});\`, then \`if (yes)\`.` }),
  /** TL2204: `{text}` may have no value here: it is something that {why}. */
  mayNotBeThere: (p: { text: string | number; why: string | number }): Message => ({ code: "TL2204", severity: "error", message: `\`${p.text}\` may have no value here: it is something that ${p.why}.`, help: `Give it a value in every branch, or use it inside the branch that gives it.` }),
  /** TL2205: Whether the rest runs depends on something that is only made inside a branch: `{text}`. */
  returnDependsInside: (p: { text: string | number }): Message => ({ code: "TL2205", severity: "error", message: `Whether the rest runs depends on something that is only made inside a branch: \`${p.text}\`.`, help: `Return in every branch, or move the rest into a helper that both call.` }),
  /** TL2206: `{text}` runs on into the next case. */
  switchFallsThrough: (p: { text: string | number }): Message => ({ code: "TL2206", severity: "error", message: `\`${p.text}\` runs on into the next case.`, help: `End it with \`break\` or \`return\`.` }),
  /** TL2207: `{text}` is no error with a text. */
  throwNotError: (p: { text: string | number }): Message => ({ code: "TL2207", severity: "error", message: `\`${p.text}\` is no error with a text.`, help: `Write \`throw new Error("what is wrong")\`.` }),
  /** TL2208: This is thrown while the pipeline is compiled: {text} */
  thrownNow: (p: { text: string | number }): Message => ({ code: "TL2208", severity: "error", message: `This is thrown while the pipeline is compiled: ${p.text}`, help: `Mend what is checked here.` }),
  /** TL2210: The loop's iterations run side by side, so none can hand `{name}` on to the next. */
  loopAssigns: (p: { name: string | number }): Message => ({ code: "TL2210", severity: "error", message: `The loop's iterations run side by side, so none can hand \`${p.name}\` on to the next.`, help: `Gather with \`.map\` or \`push\`, or write \`parallel(items, { unroll: true })\` around a known list.` }),
  /** TL2211: The loop over `{text}` cannot be left early: its iterations run side by side. */
  leavesLoop: (p: { text: string | number }): Message => ({ code: "TL2211", severity: "error", message: `The loop over \`${p.text}\` cannot be left early: its iterations run side by side.`, help: `Use \`continue\`, or write \`parallel(items, { unroll: true })\` around a known list, whose turns follow each other.` }),
  /** TL2212: The index is not known: how long `{text}` is only a run knows, and an engine hands out items without their index. */
  indexNotKnown: (p: { text: string | number }): Message => ({ code: "TL2212", severity: "error", message: `The index is not known: how long \`${p.text}\` is only a run knows, and an engine hands out items without their index.`, help: `Put it into the items: \`compute(() => items.map((item, i) => ({ item, i })))\`, and loop over that.` }),
  /** TL2213: `{text}` is put together from several values, and an engine repeats something only for a list that one task or input gives. */
  loopNotPlain: (p: { text: string | number }): Message => ({ code: "TL2213", severity: "error", message: `\`${p.text}\` is put together from several values, and an engine repeats something only for a list that one task or input gives.`, help: `Make the list in a task: \`const items = compute(() => ${p.text});\`.` }),
  /** TL2214: `{text}` may be absent, and an engine cannot loop over what is not there. */
  loopMayBeAbsent: (p: { text: string | number }): Message => ({ code: "TL2214", severity: "error", message: `\`${p.text}\` may be absent, and an engine cannot loop over what is not there.`, help: `Give it a default in the parameter list, such as \`= []\`.` }),
  /** TL2215: The items of `{text}` are not all of one kind that a parameter can have. */
  loopItems: (p: { text: string | number }): Message => ({ code: "TL2215", severity: "error", message: `The items of \`${p.text}\` are not all of one kind that a parameter can have.`, help: `Make them all texts, numbers, booleans, lists or objects without \`{{\`, or write \`parallel(items, { unroll: true })\`.` }),
  /** TL2216: The loop over `{text}` makes no task, and its items are only known while the pipeline runs. */
  loopMakesNothing: (p: { text: string | number }): Message => ({ code: "TL2216", severity: "error", message: `The loop over \`${p.text}\` makes no task, and its items are only known while the pipeline runs.`, help: `Do it inside a component, or write \`compute(() => …)\`.` }),
  /** TL2217: An item of `{text}` is more than one value, and an engine loops over one list. */
  loopOverSeveral: (p: { text: string | number }): Message => ({ code: "TL2217", severity: "error", message: `An item of \`${p.text}\` is more than one value, and an engine loops over one list.`, help: `Do both in one loop, or gather the one value that is needed: \`runs.map((run) => run.model)\`.` }),
  /** TL2218: `{text}` is {kind}, and a loop needs a list. */
  notAList: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2218", severity: "error", message: `\`${p.text}\` is ${p.kind}, and a loop needs a list.`, help: `Loop over a list that a task or an input gives.` }),
  /** TL2219: `{text}` is unrolled, and a limit says nothing about copies that are tasks of their own. */
  limitUnrolled: (p: { text: string | number }): Message => ({ code: "TL2219", severity: "error", message: `\`${p.text}\` is unrolled, and a limit says nothing about copies that are tasks of their own.`, help: `Leave the limit away, or order the tasks with \`after\`.` }),
  /** TL2220: The limit `{text}` is not a whole number above 0 that is known now. */
  limitNotKnown: (p: { text: string | number }): Message => ({ code: "TL2220", severity: "error", message: `The limit \`${p.text}\` is not a whole number above 0 that is known now.`, help: `Write it as a constant: \`parallel(items, { limit: 4 })\`.` }),
  /** TL2221: What each iteration of `{text}` gives is {kind}, and no list of such can be handed on. */
  gatheredNotValue: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL2221", severity: "error", message: `What each iteration of \`${p.text}\` gives is ${p.kind}, and no list of such can be handed on.`, help: `Gather one value of it: \`runs.map((run) => run.model)\`.` }),
  /** TL2222: `{text}` is the second `push` to this list in one loop. */
  gatheredTwice: (p: { text: string | number }): Message => ({ code: "TL2222", severity: "error", message: `\`${p.text}\` is the second \`push\` to this list in one loop.`, help: `Push to two lists, or gather an object or list made by one task.` }),
  /** TL2223: `{text}` is read inside the loop that gathers it. */
  readWhileGathered: (p: { text: string | number }): Message => ({ code: "TL2223", severity: "error", message: `\`${p.text}\` is read inside the loop that gathers it.`, help: `Read it after the loop.` }),
  /** TL2224: `{text}` changes something that was made {where}. */
  changedElsewhere: (p: { text: string | number; where: string | number }): Message => ({ code: "TL2224", severity: "error", message: `\`${p.text}\` changes something that was made ${p.where}.`, help: `Make it where it is changed, or gather with \`push\` or \`.map\`.` }),
  /** TL2225: `{text}` is made inside a part that may not have run when this is read. */
  insideTry: (p: { text: string | number }): Message => ({ code: "TL2225", severity: "error", message: `\`${p.text}\` is made inside a part that may not have run when this is read.`, help: `Make it before the \`try\`, or use it where it is made.` }),
  /** TL2226: `{text}` stands outside of a `finally` or `catch`. */
  statusOutside: (p: { text: string | number }): Message => ({ code: "TL2226", severity: "error", message: `\`${p.text}\` stands outside of a \`finally\` or \`catch\`.`, help: `Put what it decides into a \`finally\` after the work.` }),
  /** TL2227: `{text}` is left from within its `finally`. */
  leavesCleanup: (p: { text: string | number }): Message => ({ code: "TL2227", severity: "error", message: `\`${p.text}\` is left from within its \`finally\`.`, help: `Return after the \`finally\`.` }),
  /** TL2228: Only some ways through `{text}` leave the block that it stands in. */
  leavesTry: (p: { text: string | number }): Message => ({ code: "TL2228", severity: "error", message: `Only some ways through \`${p.text}\` leave the block that it stands in.`, help: `Return in both the \`try\` and the \`catch\`, or after them.` }),
  /** TL2301: `{text}` is a regular expression, which only JavaScript can apply. */
  regularExpression: (p: { text: string | number }): Message => ({ code: "TL2301", severity: "error", message: `\`${p.text}\` is a regular expression, which only JavaScript can apply.`, help: `Apply it in a component or in \`compute(() => …)\`; of a text that is known now, a method with a plain text may do.` }),
  /** TL2302: `{text}` calls a function on the parts of a template, which a pipeline cannot follow. */
  taggedTemplate: (p: { text: string | number }): Message => ({ code: "TL2302", severity: "error", message: `\`${p.text}\` calls a function on the parts of a template, which a pipeline cannot follow.`, help: `Write a plain template, or call the tag in a component or in \`compute(() => …)\`.` }),
  /** TL2303: `{text}` takes a property away while the pipeline is read. */
  deletesProperty: (p: { text: string | number }): Message => ({ code: "TL2303", severity: "error", message: `\`${p.text}\` takes a property away while the pipeline is read.`, help: `Make the object without it: \`const { key, ...rest } = object\`.` }),
  /** TL2304: `{text}` uses a label, which no loop or branch of a graph has. */
  label: (p: { text: string | number }): Message => ({ code: "TL2304", severity: "error", message: `\`${p.text}\` uses a label, which no loop or branch of a graph has.`, help: `Put the inner loop into a function and \`return\` from it, or let a condition say which tasks run.` }),
  /** TL2305: `debugger` stops nothing here: a pipeline's body is read and never run. */
  debuggerStatement: (): Message => ({ code: "TL2305", severity: "error", message: `\`debugger\` stops nothing here: a pipeline's body is read and never run.`, help: `Put it into a component: \`typeline run\` executes components as ordinary JavaScript.` }),
  /** TL2306: `{text}` declares a class in a pipeline, where nothing can be made of it. */
  classInside: (p: { text: string | number }): Message => ({ code: "TL2306", severity: "error", message: `\`${p.text}\` declares a class in a pipeline, where nothing can be made of it.`, help: `Use a function and plain objects, or move the class to the top level of the module and use it in components.` }),
  /** TL2307: `{text}` calls a generator function, which a pipeline cannot run step by step. */
  generatorFunction: (p: { text: string | number }): Message => ({ code: "TL2307", severity: "error", message: `\`${p.text}\` calls a generator function, which a pipeline cannot run step by step.`, help: `Return a list, or loop with a callback.` }),
  /** TL2308: `{text}` loads a module while a program runs, and a pipeline's body never runs. */
  dynamicImport: (p: { text: string | number }): Message => ({ code: "TL2308", severity: "error", message: `\`${p.text}\` loads a module while a program runs, and a pipeline's body never runs.`, help: `Import it at the top of the file; a component or \`compute(() => …)\` may also import it inside.` }),
  /** TL2309: `{text}` tells where a running module is, and a pipeline's body never runs. */
  importMeta: (p: { text: string | number }): Message => ({ code: "TL2309", severity: "error", message: `\`${p.text}\` tells where a running module is, and a pipeline's body never runs.`, help: `Import data with \`import rules from "./rules.json"\`; a component reads its files itself.` }),
  /** TL2310: `{text}` is a `bigint`, which cannot travel between tasks. */
  bigIntLiteral: (p: { text: string | number }): Message => ({ code: "TL2310", severity: "error", message: `\`${p.text}\` is a \`bigint\`, which cannot travel between tasks.`, help: `Write a number, or a text if it has more than 15 digits.` }),
  /** TL2311: `{text}` means nothing in a pipeline: its functions are inlined, and belong to no object. */
  thisKeyword: (p: { text: string | number }): Message => ({ code: "TL2311", severity: "error", message: `\`${p.text}\` means nothing in a pipeline: its functions are inlined, and belong to no object.`, help: `Name the object: \`settings.rate\` in the place of \`this.rate\`.` }),
  /** TL2312: `{text}` means nothing in a pipeline, whose objects inherit from none. */
  superKeyword: (p: { text: string | number }): Message => ({ code: "TL2312", severity: "error", message: `\`${p.text}\` means nothing in a pipeline, whose objects inherit from none.`, help: `Call the function by its name.` }),
  /** TL2313: `{text}` asks how a function was made, and functions of a pipeline are only read. */
  newTarget: (p: { text: string | number }): Message => ({ code: "TL2313", severity: "error", message: `\`${p.text}\` asks how a function was made, and functions of a pipeline are only read.`, help: `Leave it out; pass what the function has to know as an argument.` }),
  /** TL2314: `while` has no meaning in a graph, whose tasks are counted before it runs. */
  whileLoop: (): Message => ({ code: "TL2314", severity: "error", message: `\`while\` has no meaning in a graph, whose tasks are counted before it runs.`, help: `Loop inside a component, or write \`for (const x of list)\`, or \`for (let i = 0; i < 3; i++)\` with bounds that are known now.` }),
  /** TL2315: `do … while` has no meaning in a graph, whose tasks are counted before it runs. */
  doLoop: (): Message => ({ code: "TL2315", severity: "error", message: `\`do … while\` has no meaning in a graph, whose tasks are counted before it runs.`, help: `Loop inside a component, or write \`for (const x of list)\`, or \`for (let i = 0; i < 3; i++)\` with bounds that are known now.` }),
  /** TL2316: `for … in` goes over the keys of an object, and an engine repeats tasks only for the items of a list. */
  forInLoop: (): Message => ({ code: "TL2316", severity: "error", message: `\`for … in\` goes over the keys of an object, and an engine repeats tasks only for the items of a list.`, help: `Of an object that is known now write \`for (const key of Object.keys(object))\`; of one that a run makes, let a component give the list of keys.` }),
  /** TL2317: `for await` waits for one item after the other, and a graph has no stream of items. */
  forAwait: (): Message => ({ code: "TL2317", severity: "error", message: `\`for await\` waits for one item after the other, and a graph has no stream of items.`, help: `Write \`for (const x of list)\`: tasks wait for their data by themselves; \`parallel(list, { limit: 1 })\` runs one iteration after the other.` }),
  /** TL2318: `with` makes names mean something else at each run, and cannot be read. */
  withStatement: (): Message => ({ code: "TL2318", severity: "error", message: `\`with\` makes names mean something else at each run, and cannot be read.`, help: `Take the properties out by name: \`const { rate } = settings\`.` }),
  /** TL2319: `var` belongs to the whole function, whatever branch or loop it stands in, and may be declared twice. */
  varDeclaration: (): Message => ({ code: "TL2319", severity: "error", message: `\`var\` belongs to the whole function, whatever branch or loop it stands in, and may be declared twice.`, help: `Write \`const\`, or \`let\` before the block where it is assigned.` }),
  /** TL2320: `{text}` disposes of its value at the end of the block, and a pipeline's body never runs. */
  usingDeclaration: (p: { text: string | number }): Message => ({ code: "TL2320", severity: "error", message: `\`${p.text}\` disposes of its value at the end of the block, and a pipeline's body never runs.`, help: `Write \`const\`; what must be tidied up after tasks is a task in \`finally\`.` }),
  /** TL2321: `{text}` runs a function whenever the property is read or written. */
  accessor: (p: { text: string | number }): Message => ({ code: "TL2321", severity: "error", message: `\`${p.text}\` runs a function whenever the property is read or written.`, help: `Write a plain property, or a method that is called.` }),
  /** TL2322: `{text}` is JSX, which makes an element while a program runs. */
  jsx: (p: { text: string | number }): Message => ({ code: "TL2322", severity: "error", message: `\`${p.text}\` is JSX, which makes an element while a program runs.`, help: `Render it in a component, and return an \`HTML\` artifact.` }),
  /** TL2323: `{text}` asks for the class of an object, and values that travel between tasks have none. */
  instanceOf: (p: { text: string | number }): Message => ({ code: "TL2323", severity: "error", message: `\`${p.text}\` asks for the class of an object, and values that travel between tasks have none.`, help: `Compare a property that tells the kinds apart: \`result.kind === "failed"\`.` }),
  /** TL2324: `{name}` is nested too deeply to be read. */
  nestedTooDeeply: (p: { name: string | number }): Message => ({ code: "TL2324", severity: "error", message: `\`${p.name}\` is nested too deeply to be read.`, help: `Take parts of it out into constants or functions.` }),
  /** TL3001: There is no option `{option}` here. */
  unknownOption: (p: { option: string | number; hint: string | number }): Message => ({ code: "TL3001", severity: "error", message: `There is no option \`${p.option}\` here.`, help: `${p.hint}` }),
  /** TL3002: Options must be an object that is known when the pipeline is compiled; `{text}` is {kind}. */
  optionsNotKnown: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL3002", severity: "error", message: `Options must be an object that is known when the pipeline is compiled; \`${p.text}\` is ${p.kind}.`, help: `Write them in place, or spread constants.` }),
  /** TL3003: The option `{option}` must be known when the pipeline is compiled; it is {kind}. */
  optionSymbolic: (p: { option: string | number; kind: string | number }): Message => ({ code: "TL3003", severity: "error", message: `The option \`${p.option}\` must be known when the pipeline is compiled; it is ${p.kind}.`, help: `Write a constant, or \`buildEnv("NAME")\`.` }),
  /** TL3004: The option `{option}` wants {wanted}, but gets {given}. */
  wrongOption: (p: { option: string | number; wanted: string | number; given: string | number }): Message => ({ code: "TL3004", severity: "error", message: `The option \`${p.option}\` wants ${p.wanted}, but gets ${p.given}.`, help: `Write the value in that form.` }),
  /** TL3005: The environment variable `{name}` would be set by a run, which engines do not do. */
  symbolicEnv: (p: { name: string | number }): Message => ({ code: "TL3005", severity: "error", message: `The environment variable \`${p.name}\` would be set by a run, which engines do not do.`, help: `Pass the value as an input of the component.` }),
  /** TL3006: `{text}` is {kind}, not a task. */
  afterNotTask: (p: { text: string | number; kind: string | number }): Message => ({ code: "TL3006", severity: "error", message: `\`${p.text}\` is ${p.kind}, not a task.`, help: `\`after\` takes tasks and their outputs: \`after: [load]\` with \`const load = loadRows()\`.` }),
  /** TL3007: Two tasks of `{component}` have the cache key `{key}`: they would share one result, whatever their inputs. */
  sharedCacheKey: (p: { component: string | number; key: string | number }): Message => ({ code: "TL3007", severity: "error", message: `Two tasks of \`${p.component}\` have the cache key \`${p.key}\`: they would share one result, whatever their inputs.`, help: `Give each its own key.` }),
  /** TL3008: `{task}` has `ifUpstream: "completed"`, but waits for nothing. */
  noUpstream: (p: { task: string | number }): Message => ({ code: "TL3008", severity: "error", message: `\`${p.task}\` has \`ifUpstream: "completed"\`, but waits for nothing.`, help: `Name the task that it waits for: \`after: [train]\`.` }),
  /** TL3009: `{task}` runs even if what it waits for failed, but its input `{input}` is required and comes from there. */
  upstreamInputRequired: (p: { task: string | number; input: string | number }): Message => ({ code: "TL3009", severity: "error", message: `\`${p.task}\` runs even if what it waits for failed, but its input \`${p.input}\` is required and comes from there.`, help: `Make \`${p.input}\` optional in the component: it is absent when the task before failed.` }),
  /** TL3901: No file in `{folder}` exports a pipeline. */
  folderWithoutPipelines: (p: { folder: string | number }): Message => ({ code: "TL3901", severity: "error", message: `No file in \`${p.folder}\` exports a pipeline.`, help: `Export one, as in \`export const training = pipeline(…)\`, or name another folder.` }),
  /** TL3902: `{source}` is a compiled pipeline: there is nothing to compile. */
  documentCannotBeCompiled: (p: { source: string | number }): Message => ({ code: "TL3902", severity: "error", message: `\`${p.source}\` is a compiled pipeline: there is nothing to compile.`, help: `Name the TypeScript file that it was made from, or look for mistakes in it with \`typeline check ${p.source}\`.` }),
  /** TL3903: Two pipelines are named `{name}`: `{first}` of {firstFile} and `{second}` of {secondFile}. */
  pipelineNameTaken: (p: { name: string | number; first: string | number; firstFile: string | number; second: string | number; secondFile: string | number }): Message => ({ code: "TL3903", severity: "error", message: `Two pipelines are named \`${p.name}\`: \`${p.first}\` of ${p.firstFile} and \`${p.second}\` of ${p.secondFile}.`, help: `Give one of them another name: \`pipeline(…, { name: "…" })\`.` }),
  /** TL3904: `{file}` does not exist; `{pipeline}` would be written there. */
  outputMissing: (p: { file: string | number; pipeline: string | number }): Message => ({ code: "TL3904", severity: "error", message: `\`${p.file}\` does not exist; \`${p.pipeline}\` would be written there.`, help: `Run the same command without \`--check\`, and commit what it writes.` }),
  /** TL3905: `{file}` is not what its sources compile to: line {line} differs. */
  outputOutdated: (p: { file: string | number; line: string | number }): Message => ({ code: "TL3905", severity: "error", message: `\`${p.file}\` is not what its sources compile to: line ${p.line} differs.`, help: `Run the same command without \`--check\`, and commit what it writes.` }),
  /** TL3906: `{setting}` in typeline.config.ts is {found}, not {wanted}. */
  configSettingType: (p: { setting: string | number; found: string | number; wanted: string | number }): Message => ({ code: "TL3906", severity: "error", message: `\`${p.setting}\` in typeline.config.ts is ${p.found}, not ${p.wanted}.`, help: `Write \`export default defineConfig({ … })\`: TypeScript then finds such mistakes in the editor.` }),
  /** TL3907: `{file}` cannot be read: {reason} */
  documentUnreadable: (p: { file: string | number; reason: string | number }): Message => ({ code: "TL3907", severity: "error", message: `\`${p.file}\` cannot be read: ${p.reason}`, help: `Check that the file exists and that you may read it.` }),
  /** TL3910: typeline.config.ts has no environment `{name}`. */
  unknownEnvironment: (p: { name: string | number; known: string | number }): Message => ({ code: "TL3910", severity: "error", message: `typeline.config.ts has no environment \`${p.name}\`.`, help: `It has: ${p.known}.` }),
  /** TL3911: The default export of typeline.config.ts is {kind}, but must be known when it is read. */
  configNotKnown: (p: { kind: string | number }): Message => ({ code: "TL3911", severity: "error", message: `The default export of typeline.config.ts is ${p.kind}, but must be known when it is read.`, help: `Write \`export default defineConfig({ … })\` with constants and \`buildEnv(…)\`.` }),
  /** TL4001: The pipeline takes or gives an artifact of type `{title}`, outside the namespaces `system.` and `google.`: KFP's Python SDK cannot load it. */
  foreignArtifactTitle: (p: { title: string | number }): Message => ({ code: "TL4001", severity: "warning", message: `The pipeline takes or gives an artifact of type \`${p.title}\`, outside the namespaces \`system.\` and \`google.\`: KFP's Python SDK cannot load it.`, help: `Give it one of the standard classes at the pipeline's border, where Python teams import the pipeline; engines run it either way.` }),
  /** TL4002: `{task}`: Argo's expression language has no words for `{text}`: {reason}. */
  argoExpression: (p: { task: string | number; text: string | number; reason: string | number }): Message => ({ code: "TL4002", severity: "error", message: `\`${p.task}\`: Argo's expression language has no words for \`${p.text}\`: ${p.reason}.`, help: `Compute the value in a component, and test the result.` }),
  /** TL4003: There are {count} {what}; Argo takes {limit}. */
  argoTooMany: (p: { count: string | number; what: string | number; limit: string | number }): Message => ({ code: "TL4003", severity: "error", message: `There are ${p.count} ${p.what}; Argo takes ${p.limit}.`, help: `Move a part of the tasks into a pipeline of its own, and call it.` }),
  /** TL4004: The template `{name}` has {size}, and a Kubernetes object can hold {limit}. */
  argoTooLarge: (p: { name: string | number; size: string | number; limit: string | number }): Message => ({ code: "TL4004", severity: "error", message: `The template \`${p.name}\` has ${p.size}, and a Kubernetes object can hold ${p.limit}.`, help: `Put the code into an image, or read large constants from an artifact.` }),
  /** TL4005: The imported artifact of `{component}` is gathered by a loop, and Argo cannot gather what lies elsewhere. */
  argoGatheredImport: (p: { component: string | number }): Message => ({ code: "TL4005", severity: "error", message: `The imported artifact of \`${p.component}\` is gathered by a loop, and Argo cannot gather what lies elsewhere.`, help: `Copy it with a component: \`copy({ data: imported })\`, and gather the copy.` }),
  /** TL4006: The pipeline {what}, and a `Workflow` is one run that starts when it is created. */
  argoWorkflowKind: (p: { what: string | number }): Message => ({ code: "TL4006", severity: "error", message: `The pipeline ${p.what}, and a \`Workflow\` is one run that starts when it is created.`, help: `Compile without \`--argo-kind Workflow\`.` }),
  /** TL4010: The loop `{task}` runs over a list of artifacts. {reasons} */
  artifactIterator: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4010", severity: "warning", message: `The loop \`${p.task}\` runs over a list of artifacts. ${p.reasons}`, help: `Loop over parameters that name the items, and let the component open them.` }),
  /** TL4011: The pipeline takes the artifact `{input}`. {reasons} */
  rootArtifactInput: (p: { input: string | number; reasons: string | number }): Message => ({ code: "TL4011", severity: "warning", message: `The pipeline takes the artifact \`${p.input}\`. ${p.reasons}`, help: `Take its URI as a parameter, and open it with \`importArtifact\`.` }),
  /** TL4012: The pipeline may be given the artifact `{input}`. {reasons} */
  optionalRootArtifact: (p: { input: string | number; reasons: string | number }): Message => ({ code: "TL4012", severity: "warning", message: `The pipeline may be given the artifact \`${p.input}\`. ${p.reasons}`, help: `Where an artifact can be given, take its URI as a parameter and open it with \`importArtifact\`.` }),
  /** TL4013: The input `{input}` may be absent, and the group `{task}` reads it. {reasons} */
  optionalInputInGroup: (p: { input: string | number; task: string | number; reasons: string | number }): Message => ({ code: "TL4013", severity: "warning", message: `The input \`${p.input}\` may be absent, and the group \`${p.task}\` reads it. ${p.reasons}`, help: `Give the pipeline's input a default.` }),
  /** TL4014: The artifact `{input}` may be absent, and `{task}` takes it. {reasons} */
  optionalArtifactRead: (p: { input: string | number; task: string | number; reasons: string | number }): Message => ({ code: "TL4014", severity: "warning", message: `The artifact \`${p.input}\` may be absent, and \`${p.task}\` takes it. ${p.reasons}`, help: `Give the artifact at every call; of the pipeline itself, take a URI as a parameter, and open it with \`importArtifact\`.` }),
  /** TL4015: The condition of `{task}` asks whether an input was given. {reasons} */
  presenceTest: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4015", severity: "warning", message: `The condition of \`${p.task}\` asks whether an input was given. ${p.reasons}`, help: `Give the input a default, and compare with that.` }),
  /** TL4016: {what} of `{task}` is an expression that only some engines promise to evaluate: `{expression}`. {reasons} */
  unpromisedExpression: (p: { what: string | number; task: string | number; expression: string | number; reasons: string | number }): Message => ({ code: "TL4016", severity: "warning", message: `${p.what} of \`${p.task}\` is an expression that only some engines promise to evaluate: \`${p.expression}\`. ${p.reasons}`, help: `Compute the value in a task, and use its output.` }),
  /** TL4017: The loop `{task}` takes its input `{input}` through the selector `{selector}`. {reasons} */
  iteratorSelector: (p: { task: string | number; input: string | number; selector: string | number; reasons: string | number }): Message => ({ code: "TL4017", severity: "warning", message: `The loop \`${p.task}\` takes its input \`${p.input}\` through the selector \`${p.selector}\`. ${p.reasons}`, help: `Put the loop into a group whose input carries the selector, and loop over the group's input.` }),
  /** TL4018: The loop `{task}` gathers `{output}`, whose arms have different output keys. {reasons} */
  gatheredMerge: (p: { task: string | number; output: string | number; reasons: string | number }): Message => ({ code: "TL4018", severity: "warning", message: `The loop \`${p.task}\` gathers \`${p.output}\`, whose arms have different output keys. ${p.reasons}`, help: `Give the outputs of all arms one name.` }),
  /** TL4019: The loop `{task}` gathers `{output}`, which the inner loop `{inner}` gathers already. {reasons} */
  gatheredLoop: (p: { task: string | number; output: string | number; inner: string | number; reasons: string | number }): Message => ({ code: "TL4019", severity: "warning", message: `The loop \`${p.task}\` gathers \`${p.output}\`, which the inner loop \`${p.inner}\` gathers already. ${p.reasons}`, help: `Gather the inner list in one task of the body, and let the outer loop gather that task's output.` }),
  /** TL4020: The loop `{task}` gathers `{output}` of `{inner}`, which runs under a condition. {reasons} */
  gatheredConditional: (p: { task: string | number; output: string | number; inner: string | number; reasons: string | number }): Message => ({ code: "TL4020", severity: "warning", message: `The loop \`${p.task}\` gathers \`${p.output}\` of \`${p.inner}\`, which runs under a condition. ${p.reasons}`, help: `Gather a value in each iteration: let both branches give one.` }),
  /** TL4021: The loop `{task}` runs over a list that only a run knows, and what it gives is gathered. {reasons} */
  gatheredEmpty: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4021", severity: "warning", message: `The loop \`${p.task}\` runs over a list that only a run knows, and what it gives is gathered. ${p.reasons}`, help: `Make sure that the list has an item.` }),
  /** TL4022: All tasks of `{arm}` may end without running (cached, imported or skipped), and `{group}` chooses among its outputs. {reasons} */
  cachedArm: (p: { arm: string | number; group: string | number; reasons: string | number }): Message => ({ code: "TL4022", severity: "warning", message: `All tasks of \`${p.arm}\` may end without running (cached, imported or skipped), and \`${p.group}\` chooses among its outputs. ${p.reasons}`, help: `Switch caching off for one task of the arm: \`cache: false\`.` }),
  /** TL4023: The output `{output}` comes from one of several tasks, but `{first}` and `{second}` can both run. {reasons} */
  overlappingArms: (p: { output: string | number; first: string | number; second: string | number; reasons: string | number }): Message => ({ code: "TL4023", severity: "warning", message: `The output \`${p.output}\` comes from one of several tasks, but \`${p.first}\` and \`${p.second}\` can both run. ${p.reasons}`, help: `Make the conditions exclusive: \`C\`, \`!(C)\`.` }),
  /** TL4024: `{task}` runs when its upstream tasks are over, whatever happened, and has several: {upstream}. {reasons} */
  exitTaskOfSeveral: (p: { task: string | number; upstream: string | number; reasons: string | number }): Message => ({ code: "TL4024", severity: "warning", message: `\`${p.task}\` runs when its upstream tasks are over, whatever happened, and has several: ${p.upstream}. ${p.reasons}`, help: `Put the upstream tasks into one group, such as the body of a \`try\`, and take the other values as inputs from before it.` }),
  /** TL4025: `{dependant}` waits for `{task}`, which runs whatever happened to its upstream tasks. {reasons} */
  exitTaskWithDependants: (p: { dependant: string | number; task: string | number; reasons: string | number }): Message => ({ code: "TL4025", severity: "warning", message: `\`${p.dependant}\` waits for \`${p.task}\`, which runs whatever happened to its upstream tasks. ${p.reasons}`, help: `Let \`${p.dependant}\` wait for the upstream task, or call it inside of the same block.` }),
  /** TL4026: `{task}` runs when `{upstream}` is over, whatever happened, and that is {what}. {reasons} */
  exitTaskOfLoop: (p: { task: string | number; upstream: string | number; what: string | number; reasons: string | number }): Message => ({ code: "TL4026", severity: "warning", message: `\`${p.task}\` runs when \`${p.upstream}\` is over, whatever happened, and that is ${p.what}. ${p.reasons}`, help: `Put it into a group, such as the body of a \`try\`, and let \`${p.task}\` wait for that.` }),
  /** TL4027: `{task}` and `{other}` both run when `{upstream}` is over, whatever happened. {reasons} */
  exitTasksOfOne: (p: { task: string | number; other: string | number; upstream: string | number; reasons: string | number }): Message => ({ code: "TL4027", severity: "warning", message: `\`${p.task}\` and \`${p.other}\` both run when \`${p.upstream}\` is over, whatever happened. ${p.reasons}`, help: `Put both into one \`finally\` block.` }),
  /** TL4028: `{task}` runs whatever happened to its upstream tasks, inside of `{group}`. {reasons} */
  exitTaskBelowRoot: (p: { task: string | number; group: string | number; reasons: string | number }): Message => ({ code: "TL4028", severity: "warning", message: `\`${p.task}\` runs whatever happened to its upstream tasks, inside of \`${p.group}\`. ${p.reasons}`, help: `Where it matters, clean up at the pipeline's own level.` }),
  /** TL4029: The loop `{task}` runs inside of a body that `{exit}` cleans up after. {reasons} */
  loopInExitHandler: (p: { task: string | number; exit: string | number; reasons: string | number }): Message => ({ code: "TL4029", severity: "warning", message: `The loop \`${p.task}\` runs inside of a body that \`${p.exit}\` cleans up after. ${p.reasons}`, help: `Loop outside of the \`try\`, or clean up in each iteration.` }),
  /** TL4030: `{task}` reads the final status of `{upstream}` directly in the body of a loop. {reasons} */
  statusInLoop: (p: { task: string | number; upstream: string | number; reasons: string | number }): Message => ({ code: "TL4030", severity: "warning", message: `\`${p.task}\` reads the final status of \`${p.upstream}\` directly in the body of a loop. ${p.reasons}`, help: `Put both into a group inside of the body.` }),
  /** TL4031: The pipeline goes on when `{task}` fails. {reasons} */
  handledFailure: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4031", severity: "warning", message: `The pipeline goes on when \`${p.task}\` fails. ${p.reasons}`, help: `Let the component return what went wrong in place of failing.` }),
  /** TL4032: The run should succeed when `{task}` fails. {reasons} */
  handledLastFailure: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4032", severity: "warning", message: `The run should succeed when \`${p.task}\` fails. ${p.reasons}`, help: `Use \`finally\` where the block must run, and the run may fail.` }),
  /** TL4033: `{task}` has retries inside of a loop. {reasons} */
  retryInLoop: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4033", severity: "warning", message: `\`${p.task}\` has retries inside of a loop. ${p.reasons}`, help: `Retry inside of the component, where the attempts must be made.` }),
  /** TL4034: The group `{task}` has retries of its own. {reasons} */
  retryOfGroup: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4034", severity: "warning", message: `The group \`${p.task}\` has retries of its own. ${p.reasons}`, help: `Give the retries to the tasks inside.` }),
  /** TL4035: The environment variable `{variable}` of `{component}` holds a placeholder. {reasons} */
  placeholderInEnv: (p: { variable: string | number; component: string | number; reasons: string | number }): Message => ({ code: "TL4035", severity: "warning", message: `The environment variable \`${p.variable}\` of \`${p.component}\` holds a placeholder. ${p.reasons}`, help: `Pass the value as an argument, and set the variable in the command.` }),
  /** TL4036: `{field}` of `{component}` takes the input `{input}`, which is not declared as a STRING. {reasons} */
  numericMachineField: (p: { field: string | number; component: string | number; input: string | number; reasons: string | number }): Message => ({ code: "TL4036", severity: "warning", message: `\`${p.field}\` of \`${p.component}\` takes the input \`${p.input}\`, which is not declared as a STRING. ${p.reasons}`, help: `Declare the input as a STRING.` }),
  /** TL4037: The importer `{task}` takes its URI from `{source}`. {reasons} */
  importerUriFromTask: (p: { task: string | number; source: string | number; reasons: string | number }): Message => ({ code: "TL4037", severity: "warning", message: `The importer \`${p.task}\` takes its URI from \`${p.source}\`. ${p.reasons}`, help: `Put the importer into a group that takes the URI as its input.` }),
  /** TL4038: The importer `{task}` has a condition of its own. {reasons} */
  importerCondition: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4038", severity: "warning", message: `The importer \`${p.task}\` has a condition of its own. ${p.reasons}`, help: `Put it into a group, and give the condition to the group.` }),
  /** TL4039: The importer `{task}` is shown as `{name}`, and its output is read. {reasons} */
  importerDisplayName: (p: { task: string | number; name: string | number; reasons: string | number }): Message => ({ code: "TL4039", severity: "warning", message: `The importer \`${p.task}\` is shown as \`${p.name}\`, and its output is read. ${p.reasons}`, help: `Leave the importer's name as it is.` }),
  /** TL4040: The importer `{task}` runs in a loop. {reasons} */
  importerInLoop: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4040", severity: "warning", message: `The importer \`${p.task}\` runs in a loop. ${p.reasons}`, help: `Hand the URI itself to the component that reads the artifact.` }),
  /** TL4041: The importer `{task}` has metadata with a placeholder. {reasons} */
  importerMetadata: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4041", severity: "warning", message: `The importer \`${p.task}\` has metadata with a placeholder. ${p.reasons}`, help: `Write constants, or set the metadata in a task of your own.` }),
  /** TL4042: The URI of the importer `{task}` is known only in a run. {reasons} */
  importerScheme: (p: { task: string | number; reasons: string | number }): Message => ({ code: "TL4042", severity: "warning", message: `The URI of the importer \`${p.task}\` is known only in a run. ${p.reasons}`, help: `Import a constant URI, or one that the caller gives as a constant.` }),
  /** TL4043: The text `{input}` of `{task}` holds the string `{leaf}`, and is handed over inside of JSON. {reasons} */
  textInExecutorInput: (p: { input: string | number; task: string | number; leaf: string | number; reasons: string | number }): Message => ({ code: "TL4043", severity: "warning", message: `The text \`${p.input}\` of \`${p.task}\` holds the string \`${p.leaf}\`, and is handed over inside of JSON. ${p.reasons}`, help: `Pass \`${p.leaf}\` as an input of its own, and build the text in the component.` }),
  /** TL4044: The list or object `{input}` of `{task}` holds a placeholder. {reasons} */
  placeholderInStructure: (p: { input: string | number; task: string | number; reasons: string | number }): Message => ({ code: "TL4044", severity: "warning", message: `The list or object \`${p.input}\` of \`${p.task}\` holds a placeholder. ${p.reasons}`, help: `Build the value in a component.` }),
  /** TL4045: The text `{input}` of the group `{task}` holds a placeholder. {reasons} */
  placeholderIntoGroup: (p: { input: string | number; task: string | number; reasons: string | number }): Message => ({ code: "TL4045", severity: "warning", message: `The text \`${p.input}\` of the group \`${p.task}\` holds a placeholder. ${p.reasons}`, help: `Pass the values as inputs of their own, and build the text inside.` }),
  /** TL4046: The text `{input}` of `{task}` holds `{fact}`. {reasons} */
  runFactInText: (p: { input: string | number; task: string | number; fact: string | number; reasons: string | number }): Message => ({ code: "TL4046", severity: "warning", message: `The text \`${p.input}\` of \`${p.task}\` holds \`${p.fact}\`. ${p.reasons}`, help: `Pass the fact as an input of its own, and build the text in the component.` }),
  /** TL4047: The command of `{component}` uses `Concat`. {reasons} */
  concatArgument: (p: { component: string | number; reasons: string | number }): Message => ({ code: "TL4047", severity: "warning", message: `The command of \`${p.component}\` uses \`Concat\`. ${p.reasons}`, help: `Write the parts as one text, or as arguments of their own.` }),
  /** TL4048: The command of `{component}` uses `IfPresent` {how}. {reasons} */
  ifPresentArgument: (p: { component: string | number; how: string | number; reasons: string | number; input: string | number }): Message => ({ code: "TL4048", severity: "warning", message: `The command of \`${p.component}\` uses \`IfPresent\` ${p.how}. ${p.reasons}`, help: `Test \`${p.input}\` inside of the program.` }),
  /** TL4049: `{task}` leaves `{input}` to its default, and the command of `{component}` reads it. {reasons} */
  omittedDefault: (p: { task: string | number; input: string | number; component: string | number; reasons: string | number }): Message => ({ code: "TL4049", severity: "warning", message: `\`${p.task}\` leaves \`${p.input}\` to its default, and the command of \`${p.component}\` reads it. ${p.reasons}`, help: `Pass the default at the call.` }),
  /** TL4050: The command of `{component}` uses `{placeholder}` {where}. {reasons} */
  unreplacedPlaceholder: (p: { component: string | number; placeholder: string | number; where: string | number; reasons: string | number }): Message => ({ code: "TL4050", severity: "warning", message: `The command of \`${p.component}\` uses \`${p.placeholder}\` ${p.where}. ${p.reasons}`, help: `Take \`{{$}}\` as an argument, and read the value from its JSON; or pass it as an input.` }),
  /** TL4051: The pipeline has settings for Kubernetes. {reasons} */
  kubernetesSettings: (p: { reasons: string | number }): Message => ({ code: "TL4051", severity: "warning", message: `The pipeline has settings for Kubernetes. ${p.reasons}`, help: `Where they matter, run it on an engine that is Kubernetes.` }),
  /** TL4052: The commands of the pipeline's tasks take {size} in a workflow, over {limit}. {reasons} */
  workflowSize: (p: { size: string | number; limit: string | number; reasons: string | number }): Message => ({ code: "TL4052", severity: "warning", message: `The commands of the pipeline's tasks take ${p.size} in a workflow, over ${p.limit}. ${p.reasons}`, help: `Import less, or put the code into an image.` }),
  /** TL4053: `{task}` cleans up after `{upstream}`. {reasons} */
  exitTaskFailure: (p: { task: string | number; upstream: string | number; reasons: string | number }): Message => ({ code: "TL4053", severity: "warning", message: `\`${p.task}\` cleans up after \`${p.upstream}\`. ${p.reasons}`, help: `Where its failure matters, make it a task of its own after the body.` }),
  /** TL4054: The component `{component}` is {what}. {reasons} */
  unsupportedExecutor: (p: { component: string | number; what: string | number; reasons: string | number }): Message => ({ code: "TL4054", severity: "warning", message: `The component \`${p.component}\` is ${p.what}. ${p.reasons}`, help: `Use a container or an importer.` }),
  /** TL4055: `{task}` looks at how `{upstream}` ended, whose tasks may all come from the cache. {reasons} */
  statusOfCached: (p: { task: string | number; upstream: string | number; reasons: string | number }): Message => ({ code: "TL4055", severity: "warning", message: `\`${p.task}\` looks at how \`${p.upstream}\` ended, whose tasks may all come from the cache. ${p.reasons}`, help: `Turn the cache off for one task of the group: \`{ cache: false }\`.` }),
  /** TL4056: `{component}` asks for the accelerator `{type}`, which is a resource of Kubernetes. {reasons} */
  clusterAccelerator: (p: { component: string | number; type: string | number; reasons: string | number }): Message => ({ code: "TL4056", severity: "warning", message: `\`${p.component}\` asks for the accelerator \`${p.type}\`, which is a resource of Kubernetes. ${p.reasons}`, help: `Name a model: \`gpu: { count: 1, type: "NVIDIA_TESLA_T4" }\`, in the environment of that engine.` }),
  /** TL4057: `{component}` asks for the accelerator `{type}`, which is no resource of Kubernetes. {reasons} */
  modelAccelerator: (p: { component: string | number; type: string | number; reasons: string | number }): Message => ({ code: "TL4057", severity: "warning", message: `\`${p.component}\` asks for the accelerator \`${p.type}\`, which is no resource of Kubernetes. ${p.reasons}`, help: `Name the resource of the cluster's nodes, such as \`gpu: { count: 1, type: "nvidia.com/gpu" }\`, and pick the model with a \`nodeSelector\`.` }),
  /** TL4058: The variable `{name}` of `{component}` is empty. {reasons} */
  emptyVariable: (p: { name: string | number; component: string | number; reasons: string | number }): Message => ({ code: "TL4058", severity: "warning", message: `The variable \`${p.name}\` of \`${p.component}\` is empty. ${p.reasons}`, help: `Leave it out, or give it a value.` }),
  /** TL4059: The pipeline has a workspace that its tasks share. {reasons} */
  runWorkspace: (p: { reasons: string | number }): Message => ({ code: "TL4059", severity: "warning", message: `The pipeline has a workspace that its tasks share. ${p.reasons}`, help: `Hand artifacts from task to task.` }),
  /** TL4060: The schedule is in the time zone `{timezone}`. {reasons} */
  scheduleTimezone: (p: { timezone: string | number; reasons: string | number }): Message => ({ code: "TL4060", severity: "warning", message: `The schedule is in the time zone \`${p.timezone}\`. ${p.reasons}`, help: `Write its times in UTC, and leave out \`timezone\`.` }),
  /** TL4061: The schedule makes up for runs that were missed. {reasons} */
  scheduleCatchup: (p: { reasons: string | number }): Message => ({ code: "TL4061", severity: "warning", message: `The schedule makes up for runs that were missed. ${p.reasons}`, help: `Leave out \`catchup\`, and let a run do what earlier ones did not.` }),
  /** TL4062: The loop `{task}` gathers the artifacts `{output}`, which its body also reads of the inner loop `{inner}`. {reasons} */
  gatheredAndRead: (p: { task: string | number; output: string | number; inner: string | number; reasons: string | number }): Message => ({ code: "TL4062", severity: "warning", message: `The loop \`${p.task}\` gathers the artifacts \`${p.output}\`, which its body also reads of the inner loop \`${p.inner}\`. ${p.reasons}`, help: `Read the inner list in a task outside of the loop, or let a task of the body make another artifact of it.` }),
  /** TL5001: The file is not {format}: {why}. */
  unreadableIr: (p: { format: string | number; why: string | number }): Message => ({ code: "TL5001", severity: "error", message: `The file is not ${p.format}: ${p.why}.`, help: `Mend the ${p.format}; \`kfp\` and \`typeline\` write files that every parser reads.` }),
  /** TL5002: There is no pipeline in this file. */
  noPipelineInIr: (): Message => ({ code: "TL5002", severity: "error", message: `There is no pipeline in this file.`, help: `A compiled pipeline has \`pipelineInfo\`, \`root\` and \`schemaVersion\`; \`typeline compile\` and \`kfp dsl compile\` write one.` }),
  /** TL5003: This file has a second {what}. */
  secondIrDocument: (p: { what: string | number }): Message => ({ code: "TL5003", severity: "error", message: `This file has a second ${p.what}.`, help: `Keep one pipeline, and at most one platform document, in a file.` }),
  /** TL5004: `{field}` is not a field of {message}. */
  unknownIrField: (p: { field: string | number; message: string | number; hint: string | number }): Message => ({ code: "TL5004", severity: "error", message: `\`${p.field}\` is not a field of ${p.message}.`, help: `${p.hint}` }),
  /** TL5005: {message} has no `{field}`. */
  missingIrField: (p: { message: string | number; field: string | number; hint: string | number }): Message => ({ code: "TL5005", severity: "error", message: `${p.message} has no \`${p.field}\`.`, help: `Add \`${p.field}\`: ${p.hint}.` }),
  /** TL5006: `{field}` is {actual}; it must be {expected}. */
  wrongIrType: (p: { field: string | number; actual: string | number; expected: string | number }): Message => ({ code: "TL5006", severity: "error", message: `\`${p.field}\` is ${p.actual}; it must be ${p.expected}.`, help: `Write ${p.expected}.` }),
  /** TL5007: {message} has `{first}` and `{second}`, of which only one may be given. */
  conflictingIrFields: (p: { message: string | number; first: string | number; second: string | number }): Message => ({ code: "TL5007", severity: "error", message: `${p.message} has \`${p.first}\` and \`${p.second}\`, of which only one may be given.`, help: `Remove one of them.` }),
  /** TL5008: {message} has none of {fields}. */
  incompleteIrChoice: (p: { message: string | number; fields: string | number }): Message => ({ code: "TL5008", severity: "error", message: `${p.message} has none of ${p.fields}.`, help: `Give one of ${p.fields}.` }),
  /** TL5009: `{field}` cannot be `{value}`. */
  invalidIrValue: (p: { field: string | number; value: string | number; hint: string | number }): Message => ({ code: "TL5009", severity: "error", message: `\`${p.field}\` cannot be \`${p.value}\`.`, help: `${p.hint}.` }),
  /** TL5010: This pipeline has schema version `{version}`; only `2.1.0` is supported. */
  unsupportedSchemaVersion: (p: { version: string | number }): Message => ({ code: "TL5010", severity: "error", message: `This pipeline has schema version \`${p.version}\`; only \`2.1.0\` is supported.`, help: `Compile it again with \`kfp\` 2 or with \`typeline\`.` }),
  /** TL5011: `{name}` cannot be the name of a pipeline. */
  invalidPipelineName: (p: { name: string | number; suggestion: string | number }): Message => ({ code: "TL5011", severity: "error", message: `\`${p.name}\` cannot be the name of a pipeline.`, help: `Use lower-case letters, digits and \`-\`, at most 128, the first a letter or digit: \`${p.suggestion}\`. \`displayName\` may be any text.` }),
  /** TL5020: There is no {kind} `{name}` in {scope}. */
  unresolvedIrReference: (p: { kind: string | number; name: string | number; scope: string | number; hint: string | number }): Message => ({ code: "TL5020", severity: "error", message: `There is no ${p.kind} \`${p.name}\` in ${p.scope}.`, help: `${p.hint}` }),
  /** TL5021: These tasks wait for each other: {cycle}. */
  irTaskCycle: (p: { cycle: string | number }): Message => ({ code: "TL5021", severity: "error", message: `These tasks wait for each other: ${p.cycle}.`, help: `Remove one of the dependencies.` }),
  /** TL5022: These components contain each other: {cycle}. */
  irComponentRecursion: (p: { cycle: string | number }): Message => ({ code: "TL5022", severity: "error", message: `These components contain each other: ${p.cycle}.`, help: `Remove one of the tasks; repeat work with an iterator instead.` }),
  /** TL5023: Task `{task}` does not give the {kind} `{input}`, which `{component}` requires. */
  missingIrInput: (p: { task: string | number; kind: string | number; input: string | number; component: string | number }): Message => ({ code: "TL5023", severity: "error", message: `Task \`${p.task}\` does not give the ${p.kind} \`${p.input}\`, which \`${p.component}\` requires.`, help: `Give it, or set a \`defaultValue\` or \`isOptional: true\` in \`${p.component}\`.` }),
  /** TL5024: {target} is {wanted}, but {source} is {given}. */
  irTypeMismatch: (p: { target: string | number; wanted: string | number; source: string | number; given: string | number }): Message => ({ code: "TL5024", severity: "error", message: `${p.target} is ${p.wanted}, but ${p.source} is ${p.given}.`, help: `Declare both with the same type, or convert the value in a component.` }),
  /** TL5025: `{value}` is not a {type}, which {target} must be. */
  irConstantType: (p: { value: string | number; type: string | number; target: string | number; hint: string | number }): Message => ({ code: "TL5025", severity: "error", message: `\`${p.value}\` is not a ${p.type}, which ${p.target} must be.`, help: `${p.hint}` }),
  /** TL5026: {target} cannot be `{value}`. */
  irLiteralMismatch: (p: { target: string | number; value: string | number; literals: string | number }): Message => ({ code: "TL5026", severity: "error", message: `${p.target} cannot be \`${p.value}\`.`, help: `Its \`literals\` are ${p.literals}.` }),
  /** TL5027: The {what} cannot be read: {why}. */
  invalidIrExpression: (p: { what: string | number; why: string | number; hint: string | number }): Message => ({ code: "TL5027", severity: "error", message: `The ${p.what} cannot be read: ${p.why}.`, help: `${p.hint}` }),
  /** TL5028: The items of {target} are not a JSON list. */
  irLoopItems: (p: { target: string | number }): Message => ({ code: "TL5028", severity: "error", message: `The items of ${p.target} are not a JSON list.`, help: `Write a list as JSON text: \`raw: '["a", "b"]'\`.` }),
  /** TL5029: Task `{task}` reads an output of `{producer}` but does not wait for it. */
  undeclaredIrDependency: (p: { task: string | number; producer: string | number }): Message => ({ code: "TL5029", severity: "error", message: `Task \`${p.task}\` reads an output of \`${p.producer}\` but does not wait for it.`, help: `Add \`${p.producer}\` to its \`dependentTasks\`.` }),
} as const;
