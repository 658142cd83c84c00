import { spawn, spawnSync } from "node:child_process";

/** A failure whose text is for people: no stack trace is printed. */
export class StepFailure extends Error {
  get report() {
    return this.message;
  }
}

/** Runs a program and returns what it printed; a {@link StepFailure} with its output if it fails. */
export function run(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (done.error) throw new StepFailure(`${program}: ${done.error.message}`);
  if (done.status !== 0) {
    const how = done.signal ?? `exit code ${done.status}`;
    throw new StepFailure(`${[program, ...args].join(" ").slice(0, 200)}: ${how}\n${done.stdout}${done.stderr}`);
  }
  return done.stdout;
}

/** Whether a program can be found. */
export function have(program) {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).error === undefined;
}

/** As {@link run}, without keeping others waiting. Of what it says on stderr, the end is kept. */
export function runLater(program, args, { input = "", ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: "pipe" });
    let [printed, said] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (printed += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (said = (said + text).slice(-4000)));
    child.on("error", (error) => reject(new StepFailure(`${program}: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) resolve(printed);
      else reject(new StepFailure(`${[program, ...args].join(" ").slice(0, 200)}: ${signal ?? `exit code ${code}`}\n${said}`));
    });
    child.stdin.end(input);
  });
}
