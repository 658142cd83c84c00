import type { Bundle } from "./bundle.ts";
import { digestOf, encodeBundle } from "./encode.ts";
import type { Origin } from "./origins.ts";
import { isOurs } from "./our-packages.ts";
import { type RawSourceMap, reduceSourceMap } from "./source-map.ts";
import { weigh } from "./weights.ts";

/** Makes a bundle of what esbuild made. */
export function finish(
  code: string,
  map: string,
  inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>,
  originOf: (input: string) => Origin,
  originOfSource: (source: string) => Origin,
): Bundle {
  const { banner, lines } = bannerOf(code);
  const raw = JSON.parse(map) as RawSourceMap;
  const reduced = reduceSourceMap({ ...raw, mappings: ";".repeat(lines) + raw.mappings }, (source) => {
    const origin = originOfSource(source);
    return origin.kind === "own" ? origin.path : undefined;
  });
  const whole = banner + code;
  const encodedMap = Buffer.from(reduced).toString("base64");
  const files = Object.keys(inputs).flatMap((input) => fileOf(originOf(input)));
  return {
    code: whole,
    digest: digestOf(whole),
    encoded: encodeBundle(whole),
    map: encodedMap,
    weights: weigh(inputs, originOf),
    inputs: files.sort(),
  };
}

/** The file that a change of would be the author's doing. */
function fileOf(origin: Origin): string[] {
  return origin.kind === "made" || (origin.kind === "package" && isOurs(origin.name)) ? [] : [origin.file];
}

/** What CommonJS modules expect around them. esbuild's stand-in for `require` serves them if there is one; else it throws an error of this text. */
function bannerOf(code: string): { readonly banner: string; readonly lines: number } {
  const parts: string[] = [];
  if (code.includes("Dynamic require of"))
    parts.push('import{createRequire as typeline$require}from"node:module";const require=typeline$require(import.meta.url);');
  if (/\b__(?:dir|file)name\b/.test(code)) parts.push("const{dirname:__dirname,filename:__filename}=import.meta;");
  return { banner: parts.map((part) => `${part}\n`).join(""), lines: parts.length };
}
