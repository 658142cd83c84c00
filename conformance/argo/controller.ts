import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** A pod that would start, or that was held: what its container and Argo's executor see. */
export interface StartedPod {
  /** `run-1.pipeline.fit(0)` */
  readonly node: string;
  readonly component: string;
  /** Parameters of its template, as they travel. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Input artifacts that are there, by their keys in the artifact repository. */
  readonly artifacts: Readonly<Record<string, string>>;
  readonly image: string;
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
  /** Where output artifacts go. */
  readonly keys: Readonly<Record<string, string>>;
  /** How often the controller had looked at the workflow. */
  readonly round: number;
}

/** What a pod did: the texts of its output files, and the artifacts that it wrote. One that is held runs on, and is told of again. */
export type EndedPod =
  | { readonly hold: true }
  | {
      readonly succeeded: boolean;
      readonly parameters?: Readonly<Record<string, string>>;
      readonly artifacts?: readonly string[];
    };

export interface EndedNode {
  readonly name: string;
  readonly type: string;
  readonly phase: string;
  readonly message?: string;
  readonly outputs?: Readonly<Record<string, string>>;
}

export interface EndedRun {
  /** The judge itself could not go on. */
  readonly problem?: string;
  readonly phase: string;
  readonly message?: string;
  /** The controller does nothing any more, and the run has not ended. */
  readonly stuck?: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly nodes: readonly EndedNode[];
  /** How many pods were made. */
  readonly pods: number;
}

/** Argo's workflow controller with fake clients: the program made of `conformance/go/argo-controller`. */
export class Controller {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string) {
    this.#process = spawn(program, ["-test.run", "^TestTypeline$", "-test.timeout", "0"], {
      stdio: ["pipe", "pipe", "ignore"],
      // Without it, or with "false", the controller sleeps for a second after each round.
      env: { ...process.env, INFORMER_WRITE_BACK: "unused" },
    });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  async run(
    manifests: readonly object[],
    parameters: Readonly<Record<string, string>>,
    end: (pod: StartedPod) => EndedPod,
  ): Promise<EndedRun> {
    this.#say({ manifests, parameters });
    let wrong: unknown;
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error("the controller has ended");
      if (!value.startsWith("@@")) continue;
      const told = JSON.parse(value.slice(2)) as { pod?: StartedPod; end?: EndedRun };
      if (told.end) {
        if (wrong !== undefined) throw wrong;
        if (told.end.problem !== undefined) throw new Error(told.end.problem);
        return told.end;
      }
      // The controller waits for an answer, and for that of no other run.
      try {
        this.#say(wrong === undefined ? end(told.pod!) : { succeeded: false });
      } catch (error) {
        wrong = error;
        this.#say({ succeeded: false });
      }
    }
  }

  close(): void {
    this.#process.stdin.end();
  }

  #say(value: object): void {
    this.#process.stdin.write(`${JSON.stringify(value)}\n`);
  }
}
