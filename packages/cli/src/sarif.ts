/** By itself, since it brings the text of every message: only who asks for this form loads it. */
export { formatSarif } from "@typeline/diagnostics";
