import { type Location, type Message, messages } from "@typeline/diagnostics";
import type { Bundle, Weight } from "./bundle.ts";
import { isOurs } from "./our-packages.ts";

/** The command of an executor, and what runs it. */
export interface StoredCommand {
  /** For messages: the component's name. */
  readonly component: string;
  readonly words: readonly string[];
  /** How many tasks run it; a task in a loop counts as often as the loop runs, {@link ASSUMED_ITERATIONS} times where that is not known. */
  readonly tasks: number;
  /** What the command carries, if it is a component in TypeScript. */
  readonly bundle: Bundle | undefined;
  readonly location: Location;
}

/** How often a loop is taken to run over a list that only a run knows. */
export const ASSUMED_ITERATIONS = 10;

/** How often KFP stores a command for each task that runs: in its templates, and in the outputs and inputs of the nodes of the driver and the executor. */
const COPIES = 4;
/** The author's part of a command from which a warning is given: a package of some 20 kB of minified code. */
const HEAVY = 8 * 1024;
/** A workflow is stored in one object of etcd, of at most 1 MiB (Argo's `MAX_WORKFLOW_SIZE`); the rest is for what is not commands. */
const LIMIT = 900 * 1024;

/** A message, and where; without a place it is the whole pipeline's. */
export interface SizeFinding {
  readonly message: Message;
  readonly location?: Location;
}

/**
 * Estimates what KFP has to store of a run's commands: over all tasks, four times the bytes. Only the author's part counts, that is, not what each TypeScript
 * component carries, the runtime and the loader; and only where imports weigh: so small steps never warn nor are refused, however many there are.
 *
 * - A warning for each command whose author's part is above 8 KiB, as it is stored (compressed, in base64).
 * - One error, in place of the warnings, if the estimate of these commands is above 900 KiB.
 */
export function estimate(commands: readonly StoredCommand[]): SizeFinding[] {
  const heavy = commands
    .flatMap((command) => (command.bundle ? [{ ...command, bundle: command.bundle, bytes: authoredBytes(command.bundle) }] : []))
    .filter(({ bytes }) => bytes > HEAVY);
  const stored = heavy.reduce((sum, { tasks, bytes }) => sum + tasks * COPIES * bytes, 0);
  if (stored > LIMIT) {
    const imports = heaviest(heavy.flatMap(({ bundle }) => authored(bundle)));
    return [{ message: messages.bundlesTooHeavy({ stored: printed(stored), limit: printed(LIMIT), imports }) }];
  }
  return heavy.map(({ component, bundle, bytes, location }) => ({
    message: messages.heavyBundle({ component, size: printed(bytes), imports: heaviest(authored(bundle)) }),
    location,
  }));
}

/** What the author's code and its imports add to a command: their share of the bundle, by bytes before compression. */
function authoredBytes(bundle: Bundle): number {
  const all = sum(bundle.weights);
  return all === 0 ? 0 : Math.round((bundle.encoded.length * sum(authored(bundle))) / all);
}

function authored({ weights }: Bundle): Weight[] {
  return weights.filter(({ name }) => !isOurs(name));
}

function sum(weights: readonly Weight[]): number {
  return weights.reduce((bytes, weight) => bytes + weight.bytes, 0);
}

/** The three heaviest imports, each once, before compression. */
function heaviest(weights: readonly Weight[]): string {
  const bytes = new Map<string, number>();
  for (const weight of weights) bytes.set(weight.name, Math.max(bytes.get(weight.name) ?? 0, weight.bytes));
  const sorted = [...bytes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return sorted
    .slice(0, 3)
    .map(([name, size]) => `\`${name}\` (${printed(size)} minified)`)
    .join(", ");
}

function printed(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1024))} KiB`;
}
