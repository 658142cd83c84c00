import {
  bool,
  bytes,
  type CelType,
  double,
  duration,
  dyn,
  int,
  listOf,
  mapOf,
  string,
  timestamp,
  typeType,
  uint,
  variable,
} from "./types.ts";

/** One way to call a function. Variables in it are its own. */
export interface Signature {
  /** Called as `first.name(rest)`. */
  readonly isMethod: boolean;
  readonly parameters: readonly CelType[];
  readonly result: CelType;
}

const A = variable("A");
const B = variable("B");
const call = (parameters: readonly CelType[], result: CelType): Signature => ({ isMethod: false, parameters, result });
const method = (parameters: readonly CelType[], result: CelType): Signature => ({ isMethod: true, parameters, result });
const conversion = (result: CelType, ...from: CelType[]): Signature[] => from.map((type) => call([type], result));
const sameTypes = (...types: CelType[]): Signature[] => types.map((type) => call([type, type], type));

/** KFP does not turn on cel-go's comparisons of an int with a double; they are made at run time only, where a type is not known before. */
const order = [bool, int, uint, double, string, bytes, timestamp, duration].map((type) => call([type, type], bool));
const shifts = [call([timestamp, duration], timestamp)];
const ofStrings = [method([string, string], bool)];

/** cel-go's standard library, without what reads parts of times, and KFP's `parseJson`. The order is cel-go's, since the first that fits decides. */
export const signatures: ReadonlyMap<string, readonly Signature[]> = new Map([
  ["&&", [call([bool, bool], bool)]],
  ["||", [call([bool, bool], bool)]],
  ["?:", [call([bool, A, A], A)]],
  ["!", [call([bool], bool)]],
  ["-x", [call([double], double), call([int], int)]],
  ["==", [call([A, A], bool)]],
  ["!=", [call([A, A], bool)]],
  ["<", order],
  ["<=", order],
  [">", order],
  [">=", order],
  ["in", [call([A, listOf(A)], bool), call([A, mapOf(A, B)], bool)]],
  ["[]", [call([listOf(A), int], A), call([mapOf(A, B), A], B)]],
  ["+", [...sameTypes(bytes, double, duration, int, listOf(A), string, uint), ...shifts, call([duration, timestamp], timestamp)]],
  ["-", [...sameTypes(double, duration, int, uint), ...shifts, call([timestamp, timestamp], duration)]],
  ["*", sameTypes(double, int, uint)],
  ["/", sameTypes(double, int, uint)],
  ["%", sameTypes(int, uint)],
  ["size", [bytes, listOf(A), mapOf(A, B), string].flatMap((type) => [call([type], int), method([type], int)])],
  ["bool", conversion(bool, bool, string)],
  ["bytes", conversion(bytes, bytes, string)],
  ["double", conversion(double, double, int, string, uint)],
  ["int", conversion(int, int, double, duration, string, timestamp, uint)],
  ["string", conversion(string, string, bool, bytes, double, duration, int, timestamp, uint)],
  ["uint", conversion(uint, uint, double, int, string)],
  ["timestamp", conversion(timestamp, timestamp, int, string)],
  ["duration", conversion(duration, duration, int, string)],
  ["dyn", [call([A], dyn)]],
  ["type", [call([A], typeType)]],
  ["parseJson", [call([string], dyn)]],
  ["matches", [call([string, string], bool), ...ofStrings]],
  ["contains", ofStrings],
  ["startsWith", ofStrings],
  ["endsWith", ofStrings],
]);
