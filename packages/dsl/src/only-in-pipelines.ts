import { declare } from "./declared.ts";

/**
 * A function that stands for something that only the compiler gives a meaning: it throws when it is really called.
 *
 * @param explanation - what the caller reads
 * @param maker - the function whose caller declares it
 */
export function onlyInPipelines(explanation: string, maker: Function): () => never {
  return declare(() => {
    throw new Error(explanation);
  }, maker);
}
