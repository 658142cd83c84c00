import { Artifact } from "./artifact.ts";

/** A page for people to read. */
export class HTML extends Artifact<never, "system.HTML"> {
  static override readonly schemaTitle: string = "system.HTML";

  /** A whole page, or the inside of its body. */
  static of(html: string): HTML {
    return HTML.text(html);
  }
}

/** A report for people to read. */
export class Markdown extends Artifact<never, "system.Markdown"> {
  static override readonly schemaTitle: string = "system.Markdown";

  static of(markdown: string): Markdown {
    return Markdown.text(markdown);
  }
}
