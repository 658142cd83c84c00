import { readSource } from "../read/source.ts";
import { isObject } from "./schema.ts";

/** What `--params` names: values by the names of inputs, or why there are none. */
export type ParameterFile =
  | { readonly values: readonly (readonly [name: string, value: unknown])[]; readonly problem?: undefined }
  | { readonly values?: undefined; readonly problem: string };

/**
 * Reads a file of inputs, YAML or JSON: one object, its keys the names of inputs. An empty file gives none.
 *
 * @param file how problems name it
 */
export function readParameterFile(text: string, file: string): ParameterFile {
  const source = readSource(text, file);
  if ("message" in source) {
    const { line, column } = source.location;
    return { problem: `\`${file}:${line}:${column}\` cannot be read: ${source.message}` };
  }
  if (source.values.length > 1) return { problem: `\`${file}\` holds ${source.values.length} documents: one object of inputs is wanted.` };
  const [values = {}] = source.values;
  if (!isObject(values)) return { problem: `\`${file}\` must hold an object: the names of inputs, and their values.` };
  return { values: Object.entries(values) };
}
