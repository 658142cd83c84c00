// Every row of the type table that is a parameter, as an input and as an output.
import { component, type Int, pipeline } from "@typeline/dsl";

interface Layer {
  units: Int;
  activation?: "relu" | "tanh";
}

interface Values {
  /** Some text. */
  text: string;
  ratio: number;
  count: Int;
  flag: boolean;
  ratios: number[];
  names: readonly string[];
  pair: [string, number];
  layer: Layer;
  layers: Layer[];
  weights: Record<string, number>;
}

const echo = component(async (values: Values): Promise<Values> => values);

export const typesParameters = pipeline((values: Values): Values => echo(values));
