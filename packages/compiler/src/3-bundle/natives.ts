import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Origin } from "./origins.ts";
import { isOurs } from "./our-packages.ts";

/** A package that cannot be bundled, since it brings machine code. */
export interface NativePackage {
  readonly name: string;
  readonly version: string | undefined;
}

/** Packages that only find and load another package's machine code, at run time and by its place on the disk. */
const LOADERS = new Set([
  "bindings",
  "node-gyp-build",
  "node-gyp-build-optional-packages",
  "node-pre-gyp",
  "@mapbox/node-pre-gyp",
  "prebuild-install",
]);
/** How packages name what they install for one platform: `@img/sharp-linux-x64`, `@node-rs/crc32-linux-x64-gnu`. */
const PLATFORM = /\blinux-(?:x64|arm64)\b/;

/** Finds native packages among the inputs of a bundle, by name. Each package is looked at once, however many bundles have it. */
export function nativePackagesFinder(originOf: (input: string) => Origin): (inputs: readonly string[]) => NativePackage[] {
  const manifests = new Map<string, Manifest>();
  const manifest = (folder: string): Manifest => {
    const known = manifests.get(folder) ?? manifestOf(folder);
    manifests.set(folder, known);
    return known;
  };
  return (inputs) => {
    const natives = new Map<string, NativePackage>();
    for (const input of inputs) {
      const origin = originOf(input);
      if (origin.kind !== "package" || isOurs(origin.name)) continue;
      const { version, ...rest } = manifest(origin.folder);
      if (input.endsWith(".node") || isNative(rest)) natives.set(origin.name, { name: origin.name, version });
    }
    return [...natives.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  };
}

interface Manifest {
  readonly version?: string;
  readonly gypfile?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

function isNative({ gypfile, dependencies = {}, optionalDependencies = {} }: Manifest): boolean {
  return (
    gypfile === true ||
    Object.keys(dependencies).some((name) => LOADERS.has(name)) ||
    Object.keys(optionalDependencies).some((name) => PLATFORM.test(name))
  );
}

function manifestOf(folder: string): Manifest {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  } catch {
    return {}; // A package without a readable manifest says nothing of itself.
  }
}
