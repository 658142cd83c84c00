import { type CelType, listOf, mapOf, sameType, variable } from "./types.ts";

/**
 * What type variables stand for, found by making types fit each other. A type fits another if either is `dyn`; null fits messages and times.
 * The rules are those of cel-go's `checker/types.go`.
 */
export class Unifier {
  private found: Map<number | string, CelType> = new Map();
  private fresh = 0;

  newVariable(): CelType {
    return variable(this.fresh++);
  }

  /** Whether all of `given` fit `wanted`. Only if they do, the variables in them stand for something new. */
  fits(given: readonly CelType[], wanted: readonly CelType[]): boolean {
    const before = new Map(this.found);
    if (given.length === wanted.length && given.every((type, index) => this.assign(type, wanted[index]!))) return true;
    this.found = before;
    return false;
  }

  /** The type with all variables replaced that stand for something. */
  resolve(type: CelType): CelType {
    switch (type.kind) {
      case "variable": {
        const found = this.found.get(type.id);
        return found === undefined ? type : this.resolve(found);
      }
      case "list":
        return listOf(this.resolve(type.element));
      case "map":
        return mapOf(this.resolve(type.key), this.resolve(type.value));
      default:
        return type;
    }
  }

  private assign(given: CelType, wanted: CelType): boolean {
    if (wanted.kind === "variable") {
      if (this.standsFor(wanted.id, given)) return true;
      if (this.found.has(wanted.id)) return false;
    }
    if (given.kind === "variable") return this.standsFor(given.id, wanted);
    if (given.kind === "dyn" || wanted.kind === "dyn") return true;
    if (given.kind === "null" || wanted.kind === "null") return isNullable(given) && isNullable(wanted);
    if (given.kind === "list") return wanted.kind === "list" && this.assign(given.element, wanted.element);
    if (given.kind === "map") return wanted.kind === "map" && this.assign(given.key, wanted.key) && this.assign(given.value, wanted.value);
    return sameType(given, wanted);
  }

  /** Whether a variable may stand for a type; it does so from then on, or for the more general of both. */
  private standsFor(id: number | string, type: CelType): boolean {
    if (type.kind === "variable" && type.id === id) return true;
    const known = this.found.get(id);
    if (known === undefined) {
      if (this.occurs(id, type)) return false;
      this.found.set(id, type);
      return true;
    }
    if (sameType(type, known)) return true;
    if (!this.assign(type, known)) return false;
    const general = moreGeneral(type, known);
    if (!this.occurs(id, general)) this.found.set(id, general);
    return true;
  }

  private occurs(id: number | string, type: CelType): boolean {
    switch (type.kind) {
      case "variable":
        return type.id === id || (this.found.has(type.id) && this.occurs(id, this.found.get(type.id)!));
      case "list":
        return this.occurs(id, type.element);
      case "map":
        return this.occurs(id, type.key) || this.occurs(id, type.value);
      default:
        return false;
    }
  }
}

const isNullable = (type: CelType): boolean => ["null", "message", "timestamp", "duration"].includes(type.kind);

/** Of two types that fit each other, the one that says less. */
export const moreGeneral = (a: CelType, b: CelType): CelType => (saysNoMore(a, b) ? a : b);

function saysNoMore(a: CelType, b: CelType): boolean {
  if (a.kind === "dyn" || a.kind === "variable") return true;
  if (a.kind === "list" && b.kind === "list") return saysNoMore(a.element, b.element);
  if (a.kind === "map" && b.kind === "map") return saysNoMore(a.key, b.key) && saysNoMore(a.value, b.value);
  return sameType(a, b);
}
