/** In a chunk of its own: it brings the whole catalogue with it. */
export { formatSarif } from "@typeline/diagnostics";
