import { quote } from "../expressions/strings.ts";
import type { Signature, TemplateRequest } from "../lowering.ts";
import { parameterName, shortHash } from "../names.ts";
import { metaOf } from "../places.ts";
import { tag } from "../wire/wire.ts";
import { input } from "./scope.ts";

/**
 * Argo's cache of a task's outputs, where the options ask for it: one config map for each component. Its key is what the component is, and
 * what it is given; an artifact counts by what is known of it, its URI included, so that one made anew is another.
 */
export function memoize({ lowering, component, variant, template }: TemplateRequest, signature: Signature): object | undefined {
  const { memoize: maxAge } = lowering.options;
  const caching = variant.task?.cachingOptions;
  // A gathered artifact must lie where this run's loop looks for it.
  if (maxAge === undefined || !caching?.enableCache || variant.copied.length > 0) return undefined;
  const identity = shortHash(JSON.stringify([component, lowering.source.executor(component), variant.given]), 16);
  const given = [
    ...signature.parameters.map((name) => input(parameterName(name))),
    ...signature.artifacts.map((name) => input(metaOf(parameterName(name)))),
  ];
  const inputs = caching.cacheKey ? `[${quote(caching.cacheKey)}]` : `[${given.join(", ")}]`;
  return {
    key: tag(`"${identity}-" + sprig.sha256sum(toJson(${inputs}))`),
    maxAge,
    cache: { configMap: { name: `typeline-cache-${template}`.slice(0, 63).replace(/-+$/, "") } },
  };
}
