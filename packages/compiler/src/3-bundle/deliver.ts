import type { Bundle } from "./bundle.ts";
import { loader, SOURCE_MAP } from "./loader.ts";

/** The words and variables of an executor's container, as the IR has them. */
export interface Command {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

export interface DeliveryOptions {
  /** npm packages that are installed in the container before the bundle starts: `sharp@0.34.4`. */
  readonly packages: readonly string[];
  /** What the runtime is told besides the executor input: flags and their values, placeholders allowed. */
  readonly args: readonly string[];
}

/**
 * How a bundle gets into its container. All deliveries run {@link command}; they differ in how its loader reads the bundle, and in the operands that
 * tell it where: the bundle itself, a mounted file's path, or a path in the image.
 */
export type Delivery = (bundle: Bundle, options: DeliveryOptions) => Command;

/** The bundle is in the command. */
export const inline: Delivery = (bundle, options) => command(INLINE_LOADER, split(bundle.encoded), bundle, options);

const INLINE_LOADER = loader('require("node:zlib").gunzipSync(Buffer.from(operands.join(""),"base64"))');

/** Linux refuses an argument of 128 KiB or more (`MAX_ARG_STRLEN`). */
const LONGEST_ARGUMENT = 120_000;

function split(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / LONGEST_ARGUMENT) }, (_, index) =>
    text.slice(index * LONGEST_ARGUMENT, (index + 1) * LONGEST_ARGUMENT),
  );
}

/**
 * The command of a bundle whose files are mounted, made from the one that holds the bundle itself.
 *
 * @param paths the files of the encoded bundle, in their order: its bytes, not their base64
 */
export function mounted(inlineCommand: readonly string[], paths: readonly string[]): string[] {
  const { packages } = operandsOf(inlineCommand);
  return words(FILE_LOADER, packages, paths);
}

const FILE_LOADER = loader('require("node:zlib").gunzipSync(Buffer.concat(operands.map(file=>fs.readFileSync(file))))');

/** The operands of a command that {@link inline} made: packages to install, and the encoded bundle. */
export function operandsOf(inlineCommand: readonly string[]): { readonly packages: readonly string[]; readonly encoded: string } {
  const operands = inlineCommand.slice(words("", [], []).length);
  const isPackage = (word: string) => word.startsWith("npm:");
  return { packages: operands.filter(isPackage), encoded: operands.filter((word) => !isPackage(word)).join("") };
}

function words(loaderText: string, packages: readonly string[], operands: readonly string[]): string[] {
  return ["node", "--enable-source-maps", "-e", loaderText, ...packages, ...operands];
}

/**
 * The command that all deliveries share. KFP takes no placeholder in a command's first word but `{{$}}`, and gives the executor's input, JSON, in place of
 * `{{$}}`. Stack traces are of TypeScript; a source map that is too long for a variable is left out.
 */
function command(loaderText: string, operands: readonly string[], { map }: Bundle, { packages, args }: DeliveryOptions): Command {
  const install = packages.map((name) => `npm:${name}`);
  return {
    command: words(loaderText, install, operands),
    args: ["--executor_input", "{{$}}", ...args],
    env: map.length <= LONGEST_ARGUMENT ? [{ name: SOURCE_MAP, value: map }] : [],
  };
}
