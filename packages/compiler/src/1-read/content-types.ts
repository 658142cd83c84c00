import { type Message, messages, type Report } from "@typeline/diagnostics";
import { type Type, TypeFlags } from "typescript/unstable/sync";
import type { TypeQuestions } from "./checked-type.ts";
import { type Place, TypeProblems } from "./type-problems.ts";
import { TypeWalker } from "./type-walker.ts";

/** Types of which JSON makes something else: a `Date` is a text once it was read, a `Map` an empty object. */
class ContentProblems extends TypeProblems {
  override add(report: Report, place: Place, message: Message): undefined {
    if (message.code === UNSUPPORTED && /[.[]/.test(place.path)) super.add(report, place, messages.contentNotJson({ path: place.path }));
  }
}

const UNSUPPORTED = messages.unsupportedType({ path: "", what: "", instead: "" }).code;

/** Looks at what the artifacts among a component's inputs are said to hold. TypeScript alone checks it, and believes what is declared. */
export class ContentTypes {
  readonly #problems = new ContentProblems();

  check(ask: TypeQuestions, types: readonly Type[], place: Place, report: Report): void {
    for (const type of types.map((one) => ask.arrayElement(one) ?? one)) {
      if (ask.artifactTitle(type) === undefined) continue;
      const members = ask.members(ask.contentType(type) ?? type).types;
      if (members.some(({ flags }) => flags & TypeFlags.AnyOrUnknown)) continue;
      new TypeWalker(ask, this.#problems, report).port(members, place);
    }
  }
}
