import { isAbsolute, relative, resolve, sep } from "node:path";

/** Where a source of a bundle comes from. */
export type Origin =
  | { readonly kind: "package"; readonly name: string; readonly folder: string; readonly file: string }
  /** `path`: from the program's root, with `/`; the same on every machine. */
  | { readonly kind: "own"; readonly path: string; readonly file: string }
  /** Made by the compiler: entry modules, and the modules between a file and its imports. */
  | { readonly kind: "made" };

const MADE = /^typeline:|\?typeline-import=\d+$/;
const PACKAGE = /^(.*\/node_modules\/)((?:@[^/]+\/)?[^/]+)\//;

/**
 * Says where esbuild's inputs come from.
 *
 * @param root the folder that esbuild's paths are relative to
 * @param packages folders of packages that are not found in a `node_modules`: our own, by name
 */
export function originsIn(root: string, packages: ReadonlyMap<string, string>): (input: string) => Origin {
  const known = new Map<string, Origin>();
  const find = (input: string): Origin => {
    if (MADE.test(input)) return { kind: "made" };
    const file = isAbsolute(input) ? input : resolve(root, input);
    const path = file.split(sep).join("/");
    for (const [name, folder] of packages) if (file.startsWith(folder + sep)) return { kind: "package", name, folder, file };
    const [, before, name] = PACKAGE.exec(path) ?? [];
    if (before !== undefined && name !== undefined) return { kind: "package", name, folder: before + name, file };
    return { kind: "own", path: relative(root, file).split(sep).join("/"), file };
  };
  return (input) => {
    const origin = known.get(input) ?? find(input);
    known.set(input, origin);
    return origin;
  };
}
