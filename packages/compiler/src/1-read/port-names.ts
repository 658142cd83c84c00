import { type Message, messages } from "@typeline/diagnostics";

/**
 * Why a property cannot be an input or output. Names are written into placeholders (`{{$.inputs.parameters['rows']}}`) and channels
 * (`pipelinechannel--task-rows`), and KFP keeps `Output` for a return value without a name.
 */
export function portNameProblem(name: string, side: "input" | "output"): Message | undefined {
  if (!/^[A-Za-z0-9_]+$/.test(name)) return messages.portName({ name, side, reason: "it has more than letters, digits and `_`" });
  if (/^\d/.test(name)) return messages.portName({ name, side, reason: "it starts with a digit" });
  if (side === "input" && name === "Output")
    return messages.portName({ name, side, reason: "KFP keeps it for the value that a component returns" });
  return undefined;
}
