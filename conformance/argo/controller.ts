import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** A pod that would start. */
export interface StartedPod {
  /** `run-1.pipeline.fit` */
  readonly node: string;
  readonly component: string;
  /** Parameters of its template, as they travel. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
  readonly env: Readonly<Record<string, string>>;
}

/** What a pod did: the texts of its output files, and the artifacts that it wrote. */
export interface EndedPod {
  readonly succeeded: boolean;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly artifacts?: readonly string[];
}

export interface EndedRun {
  readonly phase: string;
  readonly message?: string;
  /** The controller does nothing any more, and the run has not ended. */
  readonly stuck?: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  readonly nodes: readonly { readonly name: string; readonly type: string; readonly phase: string; readonly message?: string }[];
}

/** Argo's workflow controller with fake clients: the program made of `conformance/go/argo-controller`. */
export class Controller {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor(program: string) {
    this.#process = spawn(program, ["-test.run", "^TestTypeline$", "-test.timeout", "0"], {
      stdio: ["pipe", "pipe", "ignore"],
      // Without it the controller sleeps for a second after each round.
      env: { ...process.env, INFORMER_WRITE_BACK: "true" },
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
