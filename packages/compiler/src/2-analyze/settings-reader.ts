import { messages } from "@typeline/diagnostics";
import { nearest } from "@typeline/ir";
import type { Json } from "@typeline/runtime";
import { type Node, type ObjectLiteralExpression, SyntaxKind } from "../1-read/syntax.ts";
import { asValue } from "./arguments.ts";
import { selectorOf } from "./carried.ts";
import { type Context, excerpt, fail } from "./context.ts";
import { offer, rename } from "./fixes.ts";
import { artifactOf, type Value } from "./regions.ts";
import type { ComponentSettings, EnvSetting, Settings, VolumeSetting } from "./settings.ts";
import { isAffinity, isPackages, isSecurityContext, isTolerations } from "./settings-shapes.ts";
import { isKnown, isPoisoned, kindOf, type Meaning, Rec, Sym, toJson } from "./values.ts";

/** Options as an object whose names are all known. `undefined` where nothing was given, or what was wrong is reported. */
export function optionsObject(cx: Context, meaning: Meaning, node: Node, allowed: readonly string[]): Rec | undefined {
  if (meaning === undefined || isPoisoned(meaning)) return undefined;
  if (!(meaning instanceof Rec)) {
    fail(cx, node, messages.optionsNotKnown({ text: excerpt(cx, node), kind: kindOf(meaning) }));
    return undefined;
  }
  for (const name of meaning.fields.keys()) {
    if (allowed.includes(name)) continue;
    const near = nearest(name, allowed);
    fail(
      cx,
      optionNode(node, name),
      messages.unknownOption({ option: name, hint: near ? `Did you mean \`${near}\`?` : `There are: ${allowed.join(", ")}.` }),
      offer(rename(cx, optionNode(node, name), near)),
    );
  }
  return meaning;
}

/** Where an option stands in the source; else the whole options. */
export function optionNode(node: Node, ...path: readonly string[]): Node {
  let at = node;
  for (const name of path) {
    if (at.kind !== SyntaxKind.ObjectLiteralExpression) return at;
    const property = (at as ObjectLiteralExpression).properties.find(
      (one) => "name" in one && (one.name as { text?: string } | undefined)?.text === name,
    );
    if (!property) return at;
    at =
      property.kind === SyntaxKind.PropertyAssignment && path.at(-1) !== name
        ? (property as unknown as { initializer: Node }).initializer
        : property;
  }
  return at;
}

/** Reads the settings out of an options object. */
export function readSettings(cx: Context, options: Rec | undefined, node: Node): ComponentSettings {
  if (!options) return {};
  const reader = new Reader(cx, options, node);
  const settings: { [K in keyof ComponentSettings]: ComponentSettings[K] } = {
    name: reader.text("name"),
    displayName: reader.text("displayName"),
    image: reader.value("image"),
    cpu: reader.quantity("cpu", CPU, 'cores such as `2`, `0.5` or `"500m"`'),
    memory: reader.quantity("memory", MEMORY, 'an amount such as `"512Mi"` or `"2Gi"`'),
    gpu: reader.gpu(),
    requests: reader.requests(),
    env: reader.env(),
    volumes: reader.volumes(),
    nodeSelector: reader.map("nodeSelector") ?? reader.value("nodeSelector"),
    affinity: reader.shaped("affinity", isAffinity, "an affinity as a pod has it"),
    tolerations: reader.shaped("tolerations", isTolerations, "a list of tolerations"),
    labels: reader.knownMap("labels"),
    annotations: reader.knownMap("annotations"),
    imagePullPolicy: reader.text("imagePullPolicy"),
    imagePullSecrets: reader.values("imagePullSecrets"),
    securityContext: reader.knownShape("securityContext", isSecurityContext, "an object") as Settings["securityContext"],
    retries: reader.retries(),
    timeout: reader.duration("timeout"),
    cache: reader.cache(),
    ifUpstream: reader.text("ifUpstream") as Settings["ifUpstream"],
    packages: reader.knownShape("packages", isPackages, "a list of npm packages") as readonly string[] | undefined,
  };
  for (const key of Object.keys(settings) as (keyof ComponentSettings)[]) if (settings[key] === undefined) delete settings[key];
  return settings;
}

const CPU = /^(\d+(\.\d+)?|\.\d+)m?$/;
const MEMORY = /^\d+(\.\d+)?(E|Ei|P|Pi|T|Ti|G|Gi|M|Mi|K|Ki)?$/;
const DURATION = /^\d+(\.\d+)?(s|m|h|d)$/;
const A_DURATION = 'a length of time such as `"90s"`, `"10m"` or `"1.5h"`';

/** Reports an option of a pipeline that is there, but no length of time. */
export function checkDuration(cx: Context, value: Json | undefined, node: Node, ...path: readonly string[]): void {
  if (value === undefined || (typeof value === "string" && DURATION.test(value))) return;
  const given = `\`${JSON.stringify(value)}\``;
  fail(cx, optionNode(node, ...path), messages.wrongOption({ option: path.join("."), wanted: A_DURATION, given }));
}

class Reader {
  readonly #cx: Context;
  readonly #options: Rec;
  readonly #node: Node;
  readonly #path: readonly string[];
  constructor(cx: Context, options: Rec, node: Node, path: readonly string[] = []) {
    this.#cx = cx;
    this.#options = options;
    this.#node = node;
    this.#path = path;
  }

  #get(name: string): Meaning {
    const meaning = this.#options.fields.get(name);
    return isPoisoned(meaning) ? undefined : meaning;
  }

  #fail(name: string, wanted: string, meaning: Meaning): undefined {
    const given =
      meaning instanceof Rec || Array.isArray(meaning) || !isKnown(meaning) ? kindOf(meaning) : `\`${JSON.stringify(toJson(meaning))}\``;
    fail(
      this.#cx,
      optionNode(this.#node, ...this.#path, name),
      messages.wrongOption({ option: [...this.#path, name].join("."), wanted, given }),
    );
    return undefined;
  }

  #sub(name: string): Reader | undefined {
    const meaning = this.#get(name);
    if (meaning === undefined) return undefined;
    if (!(meaning instanceof Rec)) return this.#fail(name, "an object", meaning);
    return new Reader(this.#cx, meaning, this.#node, [...this.#path, name]);
  }

  /** Something that must be known when the pipeline is compiled. */
  known(name: string): Json | undefined {
    const meaning = this.#get(name);
    if (meaning === undefined) return undefined;
    const json = isKnown(meaning) ? toJson(meaning) : undefined;
    if (json !== undefined) return json;
    fail(
      this.#cx,
      optionNode(this.#node, ...this.#path, name),
      messages.optionSymbolic({ option: [...this.#path, name].join("."), kind: kindOf(meaning) }),
    );
    return undefined;
  }

  text(name: string): string | undefined {
    const value = this.known(name);
    return value === undefined || typeof value === "string" ? value : this.#fail(name, "a string", value as Meaning);
  }

  flag(name: string): boolean {
    return this.known(name) === true;
  }

  /** Something that a run may decide. */
  value(name: string): Value | undefined {
    const meaning = this.#get(name);
    if (meaning === undefined) return undefined;
    const value = asValue(meaning);
    if (!value || (value.kind !== "constant" && artifactOf(value.type))) return this.#fail(name, "a value", meaning);
    // An engine reads an option by itself: no runtime puts it together.
    if (value.kind !== "assembled" || selectorOf(value.tree)) return value;
    return this.#fail(name, "one value, or a text around one (`compute` makes one of several)", meaning);
  }

  /** The same, of a certain shape where it is known. */
  shaped(name: string, isShape: (value: Json) => boolean, wanted: string): Value | undefined {
    const value = this.value(name);
    return value?.kind === "constant" && !isShape(value.value) ? this.#fail(name, wanted, this.#get(name)) : value;
  }

  knownShape(name: string, isShape: (value: Json) => boolean, wanted: string): Json | undefined {
    const value = this.known(name);
    return value !== undefined && !isShape(value) ? this.#fail(name, wanted, value as Meaning) : value;
  }

  values(name: string): readonly Value[] | undefined {
    const meaning = this.#get(name);
    if (meaning === undefined) return undefined;
    if (!Array.isArray(meaning)) return this.#fail(name, "a list", meaning);
    return meaning.flatMap((item) => asValue(item) ?? []);
  }

  quantity(name: string, pattern: RegExp, wanted: string): Value | undefined {
    const value = this.value(name);
    if (value?.kind === "constant" && !pattern.test(String(value.value))) return this.#fail(name, wanted, this.#get(name));
    return value;
  }

  duration(name: string): string | undefined {
    const text = this.text(name);
    return text === undefined || DURATION.test(text) ? text : this.#fail(name, A_DURATION, text);
  }

  requests(): Settings["requests"] {
    const reader = this.#sub("requests");
    return reader && { cpu: reader.quantity("cpu", CPU, "cores"), memory: reader.quantity("memory", MEMORY, 'an amount such as `"2Gi"`') };
  }

  gpu(): Settings["gpu"] {
    const meaning = this.#get("gpu");
    if (meaning === undefined) return undefined;
    const type: Value = { kind: "constant", value: "nvidia.com/gpu" };
    if (!(meaning instanceof Rec)) return { count: this.value("gpu") ?? { kind: "constant", value: 1 }, type };
    const reader = this.#sub("gpu")!;
    return { count: reader.value("count") ?? { kind: "constant", value: 1 }, type: reader.value("type") ?? type };
  }

  knownMap(name: string): ReadonlyMap<string, string> | undefined {
    const meaning = this.#get(name);
    if (meaning === undefined) return undefined;
    const map = this.map(name);
    if (!map) this.known(name);
    return map;
  }

  map(name: string): ReadonlyMap<string, string> | undefined {
    const meaning = this.#get(name);
    if (!(meaning instanceof Rec) || !isKnown(meaning)) return undefined;
    return new Map([...meaning.fields].filter(([, value]) => value !== undefined).map(([key, value]) => [key, String(value)]));
  }

  env(): Settings["env"] {
    const variables = this.#sub("env");
    if (!variables) return undefined;
    const result = new Map<string, EnvSetting>();
    for (const [name, meaning] of (this.#get("env") as Rec).fields) {
      if (meaning === undefined || isPoisoned(meaning)) continue;
      if (meaning instanceof Sym || !(meaning instanceof Rec)) {
        if (isKnown(meaning)) result.set(name, { text: String(meaning) });
        else fail(this.#cx, optionNode(this.#node, ...this.#path, "env", name), messages.symbolicEnv({ name }));
        continue;
      }
      const one = variables.#sub(name)!;
      const key = one.text("key") ?? "";
      const optional = one.flag("optional");
      if (meaning.fields.has("secret")) result.set(name, { secret: one.value("secret")!, key, optional });
      else if (meaning.fields.has("configMap")) result.set(name, { configMap: one.value("configMap")!, key, optional });
      else if (meaning.fields.has("field")) result.set(name, { field: one.text("field") ?? "" });
      else variables.#fail(name, "text, `{ secret, key }`, `{ configMap, key }` or `{ field }`", meaning);
    }
    return result;
  }

  volumes(): Settings["volumes"] {
    const volumes = this.#sub("volumes");
    if (!volumes) return undefined;
    const result = new Map<string, VolumeSetting>();
    for (const [path, meaning] of (this.#get("volumes") as Rec).fields) {
      if (meaning === undefined || isPoisoned(meaning)) continue;
      if (!path.startsWith("/")) volumes.#fail(path, "an absolute path as its name", meaning);
      const one = volumes.#sub(path);
      if (!one || !(meaning instanceof Rec)) continue;
      const has = (name: string) => meaning.fields.get(name) !== undefined;
      if (has("claim")) result.set(path, { claim: one.value("claim")!, ...(has("subPath") && { subPath: one.text("subPath") ?? "" }) });
      else if (has("secret")) result.set(path, { secret: one.value("secret")!, optional: one.flag("optional") });
      else if (has("configMap")) result.set(path, { configMap: one.value("configMap")!, optional: one.flag("optional") });
      else if (has("emptyDir")) result.set(path, { emptyDir: (one.known("emptyDir") ?? {}) as { size?: string } });
      else if (has("ephemeral")) result.set(path, { ephemeral: (one.known("ephemeral") ?? { size: "1Gi" }) as { size: string } });
      else volumes.#fail(path, "`{ claim }`, `{ secret }`, `{ configMap }`, `{ emptyDir }` or `{ ephemeral }`", meaning);
    }
    return result;
  }

  retries(): Settings["retries"] {
    const value = this.known("retries");
    if (value === undefined) return undefined;
    const policy = (typeof value === "number" ? { max: value } : value) as NonNullable<Settings["retries"]>;
    if (!Number.isInteger(policy.max) || policy.max < 0)
      return this.#fail("retries", "a whole number, or an object with `max`", value as Meaning);
    for (const wait of [policy.backoff, policy.maxBackoff])
      if (wait !== undefined && !DURATION.test(wait)) return this.#fail("retries", 'waits such as `"30s"`', wait);
    return policy;
  }

  cache(): Settings["cache"] {
    const value = this.known("cache");
    if (value === undefined || typeof value === "boolean") return value;
    const key = (value as { key?: unknown } | null)?.key;
    return typeof key === "string" ? { key } : this.#fail("cache", "`true`, `false` or `{ key }`", value as Meaning);
  }
}
