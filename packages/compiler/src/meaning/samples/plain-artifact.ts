/** An artifact as plain JavaScript has it: its text, at hand. */
export class PlainArtifact {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly #text: string;
  constructor(text: string, metadata: Readonly<Record<string, unknown>> = {}) {
    this.#text = text;
    this.metadata = metadata;
  }

  static text(text: string, metadata?: Readonly<Record<string, unknown>>): PlainArtifact {
    return new PlainArtifact(text, metadata);
  }

  text(): string {
    return this.#text;
  }
}
