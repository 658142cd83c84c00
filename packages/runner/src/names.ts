import type { ComponentSpec, PipelineDocument } from "@typeline/ir";
import { RunnerError } from "./runner-error.ts";

/** Bytes that a file system takes as a name, less what we add. */
const LONGEST = 200;

/**
 * Tasks and outputs have files and folders of their names.
 *
 * @throws RunnerError for a name that would be one elsewhere, or none
 */
export function checkNames({ spec }: PipelineDocument): void {
  check(spec.pipelineInfo?.name ?? "pipeline", "the pipeline");
  for (const component of [spec.root, ...Object.values(spec.components ?? {})]) {
    for (const task of Object.keys(component.dag?.tasks ?? {})) check(task, "a task");
    for (const output of outputsOf(component)) check(output, "an output");
  }
}

const outputsOf = ({ outputDefinitions = {} }: ComponentSpec): string[] =>
  [outputDefinitions.parameters, outputDefinitions.artifacts].flatMap((outputs) => Object.keys(outputs ?? {}));

function check(name: string, what: string): void {
  const shown = JSON.stringify(name.slice(0, 80));
  if (name === "" || name === "." || name === ".." || /[/\0]/.test(name))
    throw new RunnerError(`${what} has the name ${shown}, which no file can have: rename it.`);
  const bytes = Buffer.byteLength(name);
  if (bytes > LONGEST)
    throw new RunnerError(`${what} has a name of ${bytes} bytes, and a file's may have ${LONGEST}: ${shown}… Give it a shorter one.`);
}
