/**
 * A double as Python's `repr` prints it, which is how KFP's SDK writes every `google.protobuf.Value`: `1.0`, `0.5`, `1e-05`, `1e+16`.
 *
 * @param value A finite number.
 */
export function pythonFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [digits = "", exponentText = "0"] = value.toExponential().split("e");
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) {
    const text = exponent < 0 ? value.toFixed(digits.replace(/^-?\d\.?/, "").length - exponent) : String(value);
    return text.includes(".") ? text : `${text}.0`;
  }
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** The same for YAML 1.1, where a number with an exponent needs a point too: `1.0e-05`. */
export function yamlFloat(value: number): string {
  const text = pythonFloat(value);
  return text.includes(".") ? text : text.replace("e", ".0e");
}
