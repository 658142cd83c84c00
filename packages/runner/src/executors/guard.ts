import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ends what a run has started when the runner itself is killed: a small shell that waits for the end of its input. It kills the process
 * groups that are still listed then, and removes the run's containers.
 */
export class Guard {
  readonly runId: string;
  #shell: ChildProcess | undefined;

  constructor(runId: string) {
    this.runId = runId;
  }

  /** A process group that is to end with the runner. */
  add(group: number): void {
    this.#tell(`+ ${group}`);
  }

  /** A process group that has ended. */
  remove(group: number): void {
    this.#tell(`- ${group}`);
  }

  /** The run has containers of this engine, with the label `typeline.run`. */
  containers(engine: "docker" | "podman"): void {
    this.#tell(`c ${engine}`);
  }

  /** All has ended well. */
  close(): void {
    this.#shell?.stdin?.end("x x\n");
    this.#shell = undefined;
  }

  #tell(line: string): void {
    this.#shell ??= this.#start();
    this.#shell.stdin?.write(`${line}\n`);
  }

  #start(): ChildProcess {
    const shell = spawn("/bin/sh", ["-c", SCRIPT, "typeline-guard", this.runId], { stdio: ["pipe", "ignore", "ignore"], detached: true });
    shell.on("error", () => {});
    shell.stdin.on("error", () => {});
    shell.unref();
    (shell.stdin as unknown as { unref(): void }).unref();
    return shell;
  }
}

const SCRIPT = `
trap '' INT TERM HUP
groups=' '
engines=' '
while read -r op id; do
  case $op in
    +) groups="$groups$id " ;;
    -) case $groups in *" $id "*) groups="\${groups%% $id *} \${groups#* $id }" ;; esac ;;
    c) case $engines in *" $id "*) ;; *) engines="$engines$id " ;; esac ;;
    x) exit 0 ;;
  esac
done
for id in $groups; do kill -KILL "-$id"; done
for engine in $engines; do
  for one in $("$engine" ps -aq --filter "label=typeline.run=$1"); do "$engine" kill "$one"; "$engine" rm -f "$one"; done
done
`;
