/** esbuild, when it is first needed. */
export function esbuild(): Promise<typeof import("esbuild")> {
  return import("esbuild");
}

/** Starts esbuild's process without waiting for it: an empty piece of work is what makes it start. */
export async function startEsbuild(): Promise<void> {
  const { transform } = await esbuild();
  void transform("");
}
