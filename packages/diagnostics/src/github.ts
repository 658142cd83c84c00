import type { Diagnostic, Severity } from "./diagnostic.ts";
import { relativePath } from "./paths.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * For a GitHub Actions log: one workflow command a diagnostic, which GitHub shows at the line of the pull request. `cwd` is
 * the root of the repository. Escaping as in `actions/toolkit`, `packages/core/src/command.ts`.
 */
export function formatGithub(diagnostics: readonly Diagnostic[], { cwd }: { readonly cwd: string }): string {
  return diagnostics
    .map(({ code, severity, message, help, location }) => {
      const place =
        location === undefined
          ? {}
          : { file: relativePath(location.file, cwd), line: location.line, col: location.column, endLine: location.endLine };
      const properties = Object.entries({ ...place, title: code }).map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
      return `::${commands[severity]} ${properties.join(",")}::${escapeData(help ? `${message}\n${help}` : message)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
