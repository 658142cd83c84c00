import type { RunFlags } from "../flags.ts";
import type { Host } from "../host.ts";
import { readFreshStamp, stampPath, writeStamp } from "../stamp.ts";
import type { Subject } from "./document.ts";

/** What a stamp keeps of a subject: with its diagnostics, all of it. */
type Kept = Omit<Subject, "diagnostics" | "dependencies">;

const pathOf = (source: string, { env, color }: RunFlags, host: Host) => stampPath([source], { env, color }, host, "run");

/** The subject of a source that is, with all that it depends on, as it was when it was compiled for the last run: the compiler is left out. */
export function rememberedSubject(source: string, flags: RunFlags, host: Host): Subject | undefined {
  const stamp = readFreshStamp(pathOf(source, flags, host), host);
  const text = stamp?.emitted[0]?.text;
  if (stamp === undefined || text === undefined) return undefined;
  return { ...(JSON.parse(text) as Kept), diagnostics: stamp.diagnostics };
}

/** Keeps a subject that was compiled without errors, for {@link rememberedSubject}. */
export function rememberSubject(source: string, subject: Subject, flags: RunFlags, host: Host): void {
  const { diagnostics, dependencies, ...kept } = subject;
  if (dependencies === undefined || kept.document === undefined) return;
  const text = JSON.stringify(kept satisfies Kept);
  const emitted = [{ path: "-", tasks: 0, bytes: text.length, text }];
  writeStamp(pathOf(source, flags, host), { args: [source], ...dependencies, diagnostics, emitted }, host);
}
