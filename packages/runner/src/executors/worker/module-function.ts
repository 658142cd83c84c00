import vm from "node:vm";

/** A module as a function of the modules that it imports, so that V8 compiles it once however often it is evaluated. */
export interface ModuleFunction {
  /** What it imports, in the order of the parameters. */
  readonly imports: readonly string[];
  readonly script: vm.Script;
}

/** An import as esbuild prints it. What it looks like may stand in a text, too. */
const IMPORT =
  /(?<![\w$.])import\s*(?:([\w$]+)\s*,?\s*)?(?:\{([^{}"'`]*)\}|\*\s*as\s+([\w$]+))?\s*(?:(?<=[\s}*\w$])from\s*)?("node:[\w/]+");?/g;

/**
 * Makes a function of a module's text. Its imports become parameters, the rest stays where it is, so that places in stacks stay right.
 *
 * @param options of `vm.Script`
 * @returns undefined for a module that cannot be one: it has `import.meta`, exports, or imports in another form
 */
export function moduleFunction(text: string, options: Omit<vm.ScriptOptions, "lineOffset">): ModuleFunction | undefined {
  const found = [...text.matchAll(IMPORT)].map((match) => ({ match, specifier: JSON.parse(match[4]!) as string }));
  const blank = (kept: RegExpMatchArray | undefined): string => {
    let result = text;
    for (const { match } of found) if (match !== kept) result = blanked(result, match);
    return result;
  };
  try {
    // Each is an import, and not a part of a text, if without the others it is the only thing that the module asks for.
    const areImports = found.every(({ match, specifier }) => asks(blank(match)).join() === specifier);
    if (!areImports || asks(blank(undefined)).length > 0) return undefined;
    const parameters = found.map((_, index) => `typeline$${index}`);
    const bindings = found.map(({ match }, index) => binding(match, parameters[index]!)).join("");
    const source = `(async function(${parameters.join()}){"use strict";${bindings}\n${blank(undefined)}\n})`;
    return { imports: found.map(({ specifier }) => specifier), script: new vm.Script(source, { ...options, lineOffset: -1 }) };
  } catch {
    return undefined;
  }
}

const blanked = (text: string, match: RegExpMatchArray): string =>
  text.slice(0, match.index) + match[0].replace(/[^\n]/g, " ") + text.slice(match.index! + match[0].length);

/** @throws SyntaxError */
function asks(text: string): readonly string[] {
  return new vm.SourceTextModule(text).dependencySpecifiers;
}

/** `import a,{b as c}from"…"` → `const{default:a,b:c}=parameter;` */
function binding([, whole, named, namespace]: RegExpMatchArray, parameter: string): string {
  const names = [
    ...(whole === undefined ? [] : [`default:${whole}`]),
    ...(named ?? "")
      .split(",")
      .filter((name) => name.trim() !== "")
      .map((name) => name.trim().replace(/\s+as\s+/, ":")),
  ];
  return `${names.length > 0 ? `const{${names.join()}}=${parameter};` : ""}${namespace === undefined ? "" : `const ${namespace}=${parameter};`}`;
}
