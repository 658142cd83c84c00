import { messages, type Report } from "@typeline/diagnostics";
import { type Symbol as CheckerSymbol, type Project, SignatureKind, SymbolFlags, type Type, TypeFlags } from "typescript/unstable/sync";
import type { ArtifactType, Interface, Port } from "../types/value-type.ts";
import { TypeQuestions } from "./checked-type.ts";
import { ContentTypes } from "./content-types.ts";
import { locationOf } from "./locations.ts";
import { portNameProblem } from "./port-names.ts";
import type { SourceFiles } from "./source-files.ts";
import { type CallExpression, type Identifier, type Node, SyntaxKind, type VariableDeclaration } from "./syntax.ts";
import { type Place, TypeProblems } from "./type-problems.ts";
import { descriptionOf, propertyPlace, silentWalker, TypeWalker } from "./type-walker.ts";

type Outputs = Pick<Interface, "outputs" | "bare">;

/** What has an interface: outputs of a component are never lists of artifacts, those of a `compute` may be absent inside its one object. */
type Owner = "component" | "pipeline" | "compute";

/** One reading of an interface: how to ask, whom to tell, of what. */
interface Reading {
  readonly ask: TypeQuestions;
  readonly walker: TypeWalker;
  readonly report: Report;
  readonly owner: Owner;
  /** The component's name, and where it stands. */
  readonly place: Place;
}

/** Reads the interfaces of components and pipelines from the types that the checker gave them. */
export class Interfaces {
  readonly #files: SourceFiles;
  readonly #isDslFile: (path: string) => boolean;
  readonly #problems = new TypeProblems();
  readonly #contents = new ContentTypes();
  readonly #questions = new Map<Project, TypeQuestions>();
  readonly #known = new Map<Node, Interface | undefined>();

  constructor(files: SourceFiles, isDslFile: (path: string) => boolean) {
    this.#files = files;
    this.#isDslFile = isDslFile;
  }

  ofCalls(calls: readonly Node[], report: Report): readonly (Interface | undefined)[] {
    const unknown = calls.filter((call) => !this.#known.has(call));
    for (const project of new Set(unknown.map((call) => this.#files.projectOf(call)))) {
      const group = unknown.filter((call) => this.#files.projectOf(call) === project);
      const types = project.checker.getTypeAtLocation(group);
      for (const [index, call] of group.entries()) this.#known.set(call, this.#ofCall(call, types[index], report));
    }
    return calls.map((call) => this.#known.get(call));
  }

  outputsOf(fn: Node, report: Report): Outputs | undefined {
    const ask = this.#ask(fn);
    const type = ask.checker.getTypeAtLocation(fn);
    const [signature] = type ? ask.checker.getSignaturesOfType(type, SignatureKind.Call) : [];
    const returned = signature && ask.checker.getReturnTypeOfSignature(signature);
    return returned && this.#outputs(this.#reading(fn, "compute", report), awaited(ask, returned));
  }

  artifactClass(expression: Node): ArtifactType | undefined {
    const ask = this.#ask(expression);
    const type = ask.checker.getTypeAtLocation(expression);
    const [signature] = type ? ask.checker.getSignaturesOfType(type, SignatureKind.Construct) : [];
    const instance = signature && ask.checker.getReturnTypeOfSignature(signature);
    const title = instance && ask.artifactTitle(instance);
    return title === undefined ? undefined : silentWalker(ask).artifact(instance!, title);
  }

  #ofCall(call: Node, type: Type | undefined, report: Report): Interface | undefined {
    const ask = this.#ask(call);
    const name = type && ask.dslName(type);
    if (!type?.isTypeReference() || (name !== "Component" && name !== "Pipeline")) return undefined;
    const [inputType, outputType] = ask.typeArguments(type);
    const reading = this.#reading(call, name === "Component" ? "component" : "pipeline", report);
    const inputs = inputType && this.#inputs(reading, inputType);
    const outputs = outputType && this.#outputs(reading, ask.members(outputType));
    return inputs && outputs && { inputs, ...outputs };
  }

  #reading(node: Node, owner: Owner, report: Report): Reading {
    const ask = this.#ask(node);
    return { ask, walker: new TypeWalker(ask, this.#problems, report), report, owner, place: ownerPlace(node, owner) };
  }

  #ask(node: Node): TypeQuestions {
    const project = this.#files.projectOf(node);
    let questions = this.#questions.get(project);
    if (!questions) {
      questions = new TypeQuestions(project.checker, this.#isDslFile);
      this.#questions.set(project, questions);
    }
    return questions;
  }

  #inputs(reading: Reading, type: Type): readonly Port[] | undefined {
    const { ask, place, report } = reading;
    const isObject = (type.flags & (TypeFlags.Object | TypeFlags.Intersection | TypeFlags.NonPrimitive)) !== 0;
    const named = isObject && !ask.shape(type).isFunction && !ask.arrayElement(type) && ask.artifactTitle(type) === undefined;
    if (!named || ask.shape(type).indexes.length > 0) {
      return this.#problems.add(report, place, messages.unnamedInputs({ component: place.path, type: ask.checker.typeToString(type) }));
    }
    return this.#ports(reading, "input", ask.properties(type));
  }

  #outputs(reading: Reading, { types, maybeUndefined }: { types: readonly Type[]; maybeUndefined: boolean }): Outputs | undefined {
    const { ask, place, report } = reading;
    const values = types.filter((type) => !(type.flags & TypeFlags.Never) && ask.dslName(type) !== "Task");
    if (values.length === 0) return { outputs: [], bare: false };
    if (maybeUndefined) return this.#problems.add(report, place, messages.optionalReturn({ component: place.path }));
    const [only, ...others] = values;
    if (only && others.length === 0 && hasNamedOutputs(ask, only)) return this.#namedOutputs(reading, only);
    if (values.some((type) => hasNamedOutputs(ask, type)))
      return this.#problems.add(report, place, messages.differentReturns({ component: place.path }));
    const port = this.#port(reading, "output", "Output", { types, maybeUndefined: false }, { ...place, path: `${place.path}()` });
    return port && { outputs: [port], bare: true };
  }

  #namedOutputs(reading: Reading, type: Type): Outputs | undefined {
    const { ask, place, report } = reading;
    if (ask.shape(type).indexes.length > 0) {
      return this.#problems.add(report, place, messages.unnamedOutputs({ component: place.path, type: ask.checker.typeToString(type) }));
    }
    const outputs = this.#ports(reading, "output", ask.properties(type));
    return outputs && { outputs, bare: false };
  }

  #ports(reading: Reading, side: "input" | "output", properties: readonly CheckerSymbol[]): readonly Port[] | undefined {
    const { checker } = reading.ask;
    const types = properties.length > 0 ? checker.getTypeOfSymbol(properties) : [];
    const ports = properties.map((property, index) => {
      const type = types[index];
      const place = propertyPlace(property, { path: "", locate: reading.place.locate });
      const { types: members, maybeUndefined } = type ? reading.ask.members(type) : { types: [], maybeUndefined: false };
      const optional = maybeUndefined || (property.flags & SymbolFlags.Optional) !== 0;
      return this.#port(reading, side, property.name, { types: members, maybeUndefined: optional }, place, descriptionOf(property));
    });
    return ports.includes(undefined) ? undefined : (ports as Port[]);
  }

  #port(
    reading: Reading,
    side: "input" | "output",
    name: string,
    { types, maybeUndefined: optional }: { types: readonly Type[]; maybeUndefined: boolean },
    place: Place,
    description?: string,
  ): Port | undefined {
    const { owner, report, walker } = reading;
    // What a `compute` gives is one output: the names of its fields are nobody's business.
    const isField = owner === "compute" && name !== "Output";
    const problem = isField ? undefined : portNameProblem(name, side);
    if (problem) return this.#problems.add(report, place, problem);
    if (side === "output" && optional && owner !== "compute")
      return this.#problems.add(report, place, messages.optionalOutput({ output: place.path }));
    if (owner === "component" && side === "input") this.#contents.check(reading.ask, types, place, report);
    const type = isField ? walker.field(types, place) : walker.port(types, place);
    if (!type) return undefined;
    if (side === "output" && type.kind === "taskStatus")
      return this.#problems.add(report, place, messages.statusOutput({ output: place.path }));
    if (side === "output" && type.kind === "artifacts" && owner !== "pipeline") {
      return this.#problems.add(report, place, messages.artifactListOutput({ output: place.path, component: reading.place.path }));
    }
    return { name, type, optional, ...(description !== undefined && { description }) };
  }
}

/** Objects with properties have an output for each; all else is one value. A `Record` is one, too: its keys are not known. */
function hasNamedOutputs(ask: TypeQuestions, type: Type): boolean {
  if (!(type.flags & (TypeFlags.Object | TypeFlags.Intersection))) return false;
  const parts = type.isIntersectionType() ? type.getTypes().filter((part) => ask.dslName(part) !== "Task") : [type];
  if (parts.some((part) => part.flags & TypeFlags.Primitive || isWhole(ask, part))) return false;
  return ask.shape(type).indexes.length === 0 || ask.properties(type).length > 0;
}

/** A list, an artifact, a function, something of a library: one value, whatever its properties. */
function isWhole(ask: TypeQuestions, type: Type): boolean {
  return (
    ask.arrayElement(type) !== undefined ||
    ask.className(type) !== undefined ||
    ask.tuple(type) !== undefined ||
    ask.artifactTitle(type) !== undefined ||
    ask.dslName(type) === "TaskStatus" ||
    ask.shape(type).isFunction
  );
}

/** What a function gives once it is awaited: `number | Promise<number>` is a number. */
function awaited(ask: TypeQuestions, type: Type): { types: readonly Type[]; maybeUndefined: boolean } {
  const { types, maybeUndefined } = ask.members(type);
  const parts = types.map((member) => {
    const promised = ask.promised(member);
    return promised ? ask.members(promised) : { types: [member], maybeUndefined: false };
  });
  return {
    types: [...new Set(parts.flatMap((part) => part.types))],
    maybeUndefined: maybeUndefined || parts.some((part) => part.maybeUndefined),
  };
}

/** The variable that a call initialises, else what is called. */
function ownerPlace(node: Node, owner: Owner): Place {
  let at = node.parent;
  while (TRANSPARENT.has(at?.kind)) at = at.parent;
  const { name } = (at?.kind === SyntaxKind.VariableDeclaration ? at : {}) as Partial<VariableDeclaration>;
  if (name?.kind === SyntaxKind.Identifier) return { path: (name as Identifier).text, locate: () => locationOf(name) };
  const callee = owner === "compute" ? node : ((node as CallExpression).expression ?? node);
  return { path: `this ${owner}`, locate: () => locationOf(callee) };
}

const TRANSPARENT: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.AsExpression,
  SyntaxKind.SatisfiesExpression,
  SyntaxKind.ParenthesizedExpression,
]);
