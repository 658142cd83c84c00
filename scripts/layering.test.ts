import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Who may import whom. `types`: for types only. A test file may import what it likes; so may a sample. */
const LAYERS: Readonly<Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }>> = {
  dsl: { values: [] },
  diagnostics: { values: [] },
  ir: { values: ["diagnostics"] },
  runtime: { values: ["dsl"], types: ["ir"] },
  compiler: { values: ["diagnostics", "ir", "runtime"], types: ["dsl"] },
  runner: { values: ["diagnostics", "ir"] },
  argo: { values: ["diagnostics", "ir"] },
  submit: { values: ["ir"] },
  cli: { values: ["dsl", "diagnostics", "ir", "runtime", "compiler", "runner", "argo", "submit"] },
};

/** The compiler's rooms, left to right: each sees itself and what stands to its left. */
const ROOMS = ["1-read", "2-analyze", "3-bundle", "4-lower", "5-emit"];

/** Libraries that one place alone may know. */
const CONFINED_LIBRARIES = { typescript: "packages/compiler/src/1-read/" };

interface Import {
  /** From the root of the repository, with `/`. */
  readonly file: string;
  readonly specifier: string;
  /** Gone when types are stripped. */
  readonly typeOnly: boolean;
}

const packages = readdirSync(join(root, "packages"));
const manifests = new Map(packages.map((name) => [name, JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8"))]));
const npmName = (name: string): string => manifests.get(name).name;
const imports = await importsOf(packages.flatMap((name) => sourcesIn(join(root, "packages", name, "src"))));

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "samples" ? [] : sourcesIn(path);
    return /(?<!\.(?:test|test-d))\.ts$/.test(entry.name) ? [path] : [];
  });
}

/** All imports of these files. esbuild strips the types, so what it still sees is imported for values. */
async function importsOf(files: readonly string[]): Promise<Import[]> {
  const values = new Map<string, Set<string>>();
  await build({
    entryPoints: [...files],
    bundle: true,
    write: false,
    outdir: "unused",
    platform: "node",
    format: "esm",
    logLevel: "error",
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [
      {
        name: "note imports",
        setup(hooks) {
          hooks.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
            if (kind === "entry-point") return undefined;
            const seen = values.get(importer) ?? new Set();
            values.set(importer, seen.add(path));
            return { path, external: true };
          });
        },
      },
    ],
  });
  return files.flatMap((file) => {
    const specifiers = new Set(specifiersIn(readFileSync(file, "utf8")));
    for (const specifier of values.get(file) ?? []) specifiers.add(specifier);
    const name = relative(root, file).split(sep).join("/");
    return [...specifiers].map((specifier) => ({ file: name, specifier, typeOnly: !values.get(file)?.has(specifier) }));
  });
}

/** Every module that a text names in an import or export statement or in `import("…")`. */
function specifiersIn(text: string): string[] {
  const statement = /^(?:import|export)\s+(?:[\w$\s{},*]+?\sfrom\s*)?["']([^"'\n]+)["']/gm;
  const call = /\bimport\(\s*["']([^"'\n]+)["']/g;
  return [...text.matchAll(statement), ...text.matchAll(call)].map((match) => match[1]!);
}

const packageOf = (file: string) => file.split("/")[1]!;
const ourPackage = (specifier: string) => packages.find((name) => specifier === npmName(name) || specifier.startsWith(`${npmName(name)}/`));
const where = ({ file, specifier, typeOnly }: Import) => `${file} imports ${typeOnly ? "type " : ""}"${specifier}"`;

test("the scan sees imports of values and of types", () => {
  expect(imports.length).toBeGreaterThan(50);
  expect(imports.some(({ typeOnly }) => typeOnly)).toBe(true);
  expect(imports.some(({ typeOnly }) => !typeOnly)).toBe(true);
});

test("every package stands in the table", () => {
  expect(Object.keys(LAYERS).sort()).toEqual([...packages].sort());
});

describe.each(packages)("packages/%s", (name) => {
  const layer = LAYERS[name]!;
  const ours = imports.filter(({ file }) => packageOf(file) === name);

  test("imports only the packages of its row in the table", () => {
    const wrong = ours.filter(({ specifier, typeOnly }) => {
      const target = ourPackage(specifier);
      if (target === undefined || target === name) return false;
      return !layer.values.includes(target) && !(typeOnly && layer.types?.includes(target));
    });
    expect(wrong.map(where)).toEqual([]);
  });

  test("reaches other packages through their exports alone", () => {
    const wrong = ours.filter(({ file, specifier }) => {
      const target = ourPackage(specifier);
      if (target !== undefined) return !Object.hasOwn(manifests.get(target).exports, `.${specifier.slice(npmName(target).length)}`);
      if (!specifier.startsWith(".")) return false;
      return !new URL(specifier, `file:///${file}`).pathname.startsWith(`/packages/${name}/`);
    });
    expect(wrong.map(where)).toEqual([]);
  });

  test("declares every package that it imports", () => {
    const { dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = manifests.get(name);
    const declared = new Set(Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies }));
    const wrong = ours.filter(({ specifier, typeOnly }) => {
      if (specifier.startsWith(".") || specifier.startsWith("node:") || ourPackage(specifier) === name) return false;
      // Types of a package that is only a row's `types` are needed to build, not to run.
      if (typeOnly && layer.types?.includes(ourPackage(specifier) ?? "")) return false;
      return !declared.has(specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/"));
    });
    expect(wrong.map(where)).toEqual([]);
  });
});

test("a room of the compiler imports itself, what is on its left, and the shared vocabulary", () => {
  const roomOf = (path: string) => ROOMS.findIndex((room) => path.startsWith(`/packages/compiler/src/${room}/`));
  const wrong = imports.filter(({ file, specifier }) => {
    if (packageOf(file) !== "compiler" || !specifier.startsWith(".")) return false;
    const from = roomOf(`/${file}`);
    return from >= 0 && roomOf(new URL(specifier, `file:///${file}`).pathname) > from;
  });
  expect(wrong.map(where)).toEqual([]);
});

test.each(Object.entries(CONFINED_LIBRARIES))("`%s` is imported in %s alone", (library, folder) => {
  const wrong = imports.filter(({ file, specifier }) => specifier.split("/")[0] === library && !file.startsWith(folder));
  expect(wrong.map(where)).toEqual([]);
});

test("the language that authors import loads nothing when it is imported", () => {
  const wrong = imports.filter(({ file, specifier, typeOnly }) => packageOf(file) === "dsl" && !typeOnly && !specifier.startsWith("."));
  const text = (file: string) => readFileSync(join(root, file), "utf8");
  expect(wrong.filter(({ file, specifier }) => !text(file).includes(`import("${specifier}")`)).map(where)).toEqual([]);
});
