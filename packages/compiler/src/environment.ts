import type { BuildEnvironment, Context } from "./2-analyze/context.ts";
import { OPTION_NAMES } from "./2-analyze/settings.ts";
import { optionsObject, readSettings } from "./2-analyze/settings-reader.ts";
import { fromJson } from "./2-analyze/values.ts";

/** The part of `typeline.config.ts` that compiling needs; the command line knows the rest. */
export interface ProjectConfig {
  readonly image?: string | undefined;
  readonly defaultEnvironment?: string | undefined;
  readonly environments?: Readonly<Record<string, ProjectEnvironment>> | undefined;
  readonly [other: string]: unknown;
}
export interface ProjectEnvironment {
  readonly target?: unknown;
  readonly root?: string | undefined;
  readonly registry?: string | undefined;
  readonly buildEnv?: Readonly<Record<string, string>> | undefined;
  readonly defaults?: unknown;
  readonly components?: Readonly<Record<string, unknown>> | undefined;
  readonly [other: string]: unknown;
}

/** The image of TypeScript components that name none: the slim image of the current long-term release of Node. */
export const DEFAULT_IMAGE = "node:24-slim";

/** What the interpreter is told of the environment. Every variable that is asked for is noted in `read`. */
export function buildEnvironment(
  environment: ProjectEnvironment | undefined,
  env: Readonly<Record<string, string | undefined>>,
  read: Map<string, string | undefined>,
): Pick<BuildEnvironment, "buildEnv"> {
  return {
    buildEnv(name) {
      const own = environment?.buildEnv;
      const value = own && Object.hasOwn(own, name) ? own[name] : env[name];
      read.set(name, value);
      return value;
    },
  };
}

/** Options that the environment gives to tasks: of all, the weakest; by component, the strongest. */
export function environmentSettings(
  cx: Context,
  environment: ProjectEnvironment | undefined,
): Pick<BuildEnvironment, "defaults" | "components"> {
  const read = (options: unknown) => {
    const meaning = fromJson(options);
    const node = cx.configNode!;
    const { name: _, packages: __, ...settings } = readSettings(cx, optionsObject(cx, meaning, node, OPTION_NAMES.defaults), node);
    return settings;
  };
  const components = Object.entries(environment?.components ?? {}).map(([name, options]) => [name, read(options)] as const);
  return { defaults: read(environment?.defaults), components: new Map(components) };
}
