// TSDoc becomes descriptions: of the pipeline and its inputs, of components' inputs.
import { component, Dataset, type Int, pipeline } from "@typeline/dsl";

interface Inputs {
  /** Rows to make. */
  rows?: Int;
  /**
   * How they are told apart,
   * over two lines.
   */
  label: string;
}

/** Makes rows. */
const make = component(async ({ rows = 10, label }: Inputs) => ({
  data: Dataset.lines(Array.from({ length: rows }, () => ({ label }))),
}));

/**
 * Makes rows with a label.
 *
 * @remarks A tag is no part of it.
 */
export const descriptions = pipeline(({ rows = 20, label }: Inputs) => make({ rows, label }));
