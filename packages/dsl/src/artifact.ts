import { type Chunks, describe, localPath, type Pending } from "./content.ts";
import { toJson } from "./json.ts";
import { node } from "./node.ts";
import { readBytes, readChunks, readJson, readLines, readText } from "./reading.ts";
import { attachStorage, isArtifact, storageOf } from "./storage.ts";

export declare const schemaTitle: unique symbol;
declare const content: unique symbol;

/** JSON that travels with an artifact and may be read without opening its file. */
export type Metadata = Record<string, any>;

/** As an artifact's content: JSON Lines, one `Row` a line. `Dataset<Lines<Row>>` is read by {@link Artifact.lines}. */
export interface Lines<Row> {
  readonly [content]: Row;
}

/** The content type of an artifact type: `ContentOf<Dataset<Row[]>>` is `Row[]`. */
export type ContentOf<A> = A extends Artifact<infer Content> ? Content : never;

/** An artifact class, as a value: `Dataset`, `Dataset<Row[]>`, a class of yours. */
export interface Kind<A extends Artifact> {
  new (metadata?: Metadata): A;
  readonly schemaTitle: string;
}

/** `A`, with `Content` filled in where the class leaves it open. */
export type Filled<A, Content> =
  unknown extends ContentOf<A>
    ? A extends Dataset
      ? Dataset<Content>
      : A extends Model
        ? Model<Content>
        : A extends Artifact<any, infer Title>
          ? Artifact<any, Title> extends A
            ? Artifact<Content, Title>
            : A
          : never
    : A;

/**
 * A file or a folder that tasks hand to each other. Returning one from a component publishes it; returning one that came in
 * passes it on without a copy. `Content` is what {@link json} gives: `Dataset<Row[]>` in one component's return and `Dataset<Row[]>` in
 * another's inputs are checked against each other; a bare `Dataset` fits any.
 *
 * Inside a pipeline only {@link metadata} means something, in conditions: `if (scores.metadata.auc > 0.9)`.
 *
 * What the factories are given is kept as it is until the artifact is published or read. All reading methods reject, with a text
 * that names the artifact, if it is a folder or has no content.
 */
export class Artifact<Content = any, Title extends string = string> {
  declare protected readonly [schemaTitle]: Title;
  declare protected readonly [content]?: Content;
  static readonly schemaTitle: string = "system.Artifact";

  readonly metadata: Metadata;

  /** An empty output. Write a file at {@link path}, or make a folder there. */
  constructor(metadata?: Metadata) {
    this.metadata = { ...metadata };
    attachStorage(this, new.target.schemaTitle);
  }

  /** By schema title, so that what the engine hands in, and what another copy of this package made, is known as well. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return isArtifact(value) && [storageOf(value).schemaTitle, "system.Artifact"].includes(this.schemaTitle);
  }

  /** As the engine calls it; `""` for one that was made here and isn't published yet. */
  get name(): string {
    return storageOf(this).name;
  }

  /**
   * Where it is, or will be, stored.
   *
   * @throws Error for an artifact that was made here: its place is known when it has been returned
   */
  get uri(): string {
    const storage = storageOf(this);
    if (storage.uri === undefined) throw new Error(`the uri of ${describe(storage)} is known only when the component has returned it`);
    return storage.uri;
  }

  /**
   * The local file or folder. Of `stream` and `lines` nothing is there until they are read by a method here, or published.
   *
   * @throws Error if it is stored where this machine has no path to, such as on a web server
   */
  get path(): string {
    return localPath(storageOf(this));
  }

  /** The file as UTF-8 text. */
  text(): Promise<string> {
    return readText(storageOf(this));
  }

  /** The file as one JSON document. */
  json<T = Content extends Lines<any> ? never : Content>(): Promise<T> {
    return readJson(storageOf(this));
  }

  /** Rows of a JSON Lines file: `for await (const row of data.lines())`, or all of them by `toArray()`. */
  lines<T = Content extends Lines<infer Row> ? Row : any>(): AsyncIterable<T> & { toArray(): Promise<T[]> } {
    const storage = storageOf(this);
    return {
      [Symbol.asyncIterator]: () => readLines(storage),
      async toArray() {
        const rows: T[] = [];
        for await (const row of readLines(storage)) rows.push(row);
        return rows;
      },
    };
  }

  /** The file's bytes. */
  bytes(): Promise<Uint8Array> {
    return readBytes(storageOf(this));
  }

  /** The file's bytes, piece by piece. */
  stream(): AsyncIterable<Uint8Array> {
    return readChunks(storageOf(this));
  }

  /** A file with this text. */
  static text<A extends Artifact>(this: Kind<A>, text: string, metadata?: Metadata): Filled<A, any> {
    return made(this, { kind: "data", data: text }, metadata);
  }

  /**
   * A file with this value as JSON, taken as it is now: a later change of `value` isn't written.
   *
   * @throws TypeError that names the place of what JSON cannot carry: NaN, infinities, maps, typed arrays
   */
  static json<A extends Artifact, C extends ContentOf<A>>(this: Kind<A>, value: C, metadata?: Metadata): Filled<A, C> {
    return made(this, { kind: "data", data: toJson(value, `${this.name}.json(…)`) }, metadata);
  }

  /** A JSON Lines file: a row is taken when it is written. Rows are refused as by {@link json}, when they are written. */
  static lines<A extends Artifact, Row>(
    this: Kind<A>,
    rows: Iterable<Row> | AsyncIterable<Row>,
    metadata?: Metadata,
  ): Filled<A, Lines<Row>> {
    return made(this, { kind: "chunks", chunks: jsonLines(rows, `${this.name}.lines(…)`) }, metadata);
  }

  /** A file with these bytes. */
  static bytes<A extends Artifact>(this: Kind<A>, bytes: Uint8Array, metadata?: Metadata): Filled<A, any> {
    return made(this, { kind: "data", data: bytes }, metadata);
  }

  /** Written when it is published: nothing is held in memory. */
  static stream<A extends Artifact>(this: Kind<A>, chunks: Chunks, metadata?: Metadata): Filled<A, any> {
    return made(this, { kind: "chunks", chunks }, metadata);
  }

  /** A copy of a file, taken when it is published. */
  static fromFile<A extends Artifact>(this: Kind<A>, path: string, metadata?: Metadata): Filled<A, any> {
    return made(this, { kind: "copy", of: node("path").resolve(path), folder: false }, metadata);
  }

  /** A checkpoint, a tokenizer, a partitioned table: `path` of whoever receives it is a folder too. */
  static fromFolder<A extends Artifact>(this: Kind<A>, path: string, metadata?: Metadata): Filled<A, any> {
    return made(this, { kind: "copy", of: node("path").resolve(path), folder: true }, metadata);
  }

  /** What is stored elsewhere already, by this step or before it: nothing is uploaded. */
  static fromUri<A extends Artifact>(this: Kind<A>, uri: string, metadata?: Metadata): Filled<A, any> {
    const artifact = new this(metadata);
    storageOf(artifact).uri = uri;
    return artifact as Filled<A, any>;
  }
}

export class Dataset<Content = any> extends Artifact<Content, "system.Dataset"> {
  static override readonly schemaTitle: string = "system.Dataset";
}

export class Model<Content = any> extends Artifact<Content, "system.Model"> {
  static override readonly schemaTitle: string = "system.Model";
}

/** An artifact kind of your own: `class Index extends artifact("acme.Index")<Postings> {}`. */
export function artifact<const Title extends string>(
  schemaTitle: Title,
): {
  new <Content = any>(metadata?: Metadata): Artifact<Content, Title>;
} & Omit<typeof Artifact, "prototype">;
/* @__NO_SIDE_EFFECTS__ */
export function artifact(schemaTitle: string): typeof Artifact {
  return class extends Artifact {
    static override readonly schemaTitle: string = schemaTitle;
  } as unknown as typeof Artifact;
}

function made<A extends Artifact, C>(kind: Kind<A>, pending: Pending, metadata: Metadata | undefined): Filled<A, C> {
  const artifact = new kind(metadata);
  storageOf(artifact).pending = pending;
  return artifact as Filled<A, C>;
}

async function* jsonLines(rows: Iterable<unknown> | AsyncIterable<unknown>, at: string): AsyncGenerator<string> {
  let index = 0;
  for await (const row of rows) yield `${toJson(row, `${at}[${index++}]`)}\n`;
}
