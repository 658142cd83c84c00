/**
 * A function that stands for something that only the compiler gives a meaning: it throws when it is really called.
 *
 * @param explanation - what the caller reads
 */
export function onlyInPipelines(explanation: string): () => never {
  return () => {
    throw new Error(explanation);
  };
}
