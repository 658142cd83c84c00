import { always, assignedInAllArms, choose, gate, helper, select } from "./branches.ts";
import { collect, gather, loop, unrolled } from "./loops.ts";
import { type NestedFlow, nestedCall } from "./nested.ts";
import type { Made, Scope } from "./scope.ts";
import { callRisk, observe, task, use } from "./tasks.ts";
import { assembled, assignment, computed, constant, value, variable } from "./values.ts";
import type { Writer } from "./writer.ts";

/** What the bodies of a program may hold. */
export interface Wishes {
  /** Steps that fail, and gates that are reached. */
  readonly failures: boolean;
  /** Pipelines that can be called. */
  readonly nested: readonly NestedFlow[];
}

/** Writes the statements of a body, and of the blocks in it. */
export class Body {
  readonly #writer: Writer;
  readonly #wishes: Wishes;
  constructor(writer: Writer, wishes: Wishes) {
    this.#writer = writer;
    this.#wishes = wishes;
  }

  statements(scope: Scope, count: number, depth: number): void {
    const before = this.#writer.lines.length;
    for (let index = 0; index < count && this.#writer.tape.more; index++) this.#statement(scope, depth);
    if (this.#writer.tape.chance(40)) observe(this.#writer, scope, 1);
    if (this.#writer.lines.length === before) use(this.#writer, scope);
  }

  /** All returns of a pipeline have the same properties. */
  leave(scope: Scope, kinds: readonly Made[]): void {
    const values = kinds.map(
      (kind) => `${kind}0: ${value(kind, this.#writer, scope, 0)}${kind === "number" || kind === "string" ? ` as ${kind}` : ""}`,
    );
    this.#writer.line(values.length === 0 ? "return;" : `return { ${values.join(", ")} };`);
  }

  #statement(scope: Scope, depth: number): void {
    const writer = this.#writer;
    const { tape, budget } = writer;
    const block = (inner: Scope): void => this.statements(inner, 1 + tape.below(2), depth - 1);
    const plain = [task, task, use, constant, variable, assignment, assembled, computed];
    const nesting = [choose, choose, choose, select, assignedInAllArms, loop, loop, gather, gather, collect, unrolled, always];
    if (depth > 0 && budget.calls > 0 && tape.chance(55)) tape.pick(nesting)(writer, scope, block);
    else if (this.#wishes.failures && tape.chance(25)) this.#failure(scope);
    else if (budget.calls > 1 && tape.chance(8)) helper(writer, scope);
    else if (budget.calls > 1 && this.#wishes.nested.length > 0 && tape.chance(20))
      nestedCall(writer, scope, tape.pick(this.#wishes.nested));
    else tape.pick(plain)(writer, scope);
  }

  #failure(scope: Scope): void {
    const { tape, budget } = this.#writer;
    if (tape.chance(50)) gate(this.#writer, scope);
    else if (budget.calls > 0) this.#writer.line(`${callRisk(this.#writer, scope)};`);
  }
}
