import { type Diagnostic, diagnose, messages, type Report } from "@typeline/diagnostics";
import { type Engine, engineNamed } from "@typeline/ir";
import type { ProjectConfig, ProjectEnvironment } from "./environment.ts";

/** The environment that was asked for, or the project's default one. */
export function chooseEnvironment(
  config: ProjectConfig | undefined,
  name: string | undefined,
  report: Report,
): ProjectEnvironment | undefined {
  const wanted = name ?? config?.defaultEnvironment;
  if (wanted === undefined) return undefined;
  const environments = config?.environments ?? {};
  if (Object.hasOwn(environments, wanted)) return environments[wanted];
  report(
    diagnose(
      messages.unknownEnvironment({
        name: wanted,
        known:
          Object.keys(environments)
            .map((one) => `\`${one}\``)
            .join(", ") || "none",
      }),
    ),
  );
  return undefined;
}

/** The engine that an environment names; another word is reported. */
export function targetOf(environment: ProjectEnvironment | undefined, report: Report): Engine | undefined {
  const name = environment?.target;
  const engine = engineNamed(name);
  if (name !== undefined && engine === undefined)
    report(
      diagnose(
        messages.configSettingType({
          setting: "target",
          found: JSON.stringify(name),
          wanted: "`kfp`, `vertex`, `argo`, `kubernetes` or `local`",
        }),
      ),
    );
  return engine;
}

/** The environment that was asked for, or the project's default one, and its engine. */
export function environmentTarget(
  config: ProjectConfig | undefined,
  name: string | undefined,
): {
  readonly target?: Engine | undefined;
  readonly environment?: ProjectEnvironment | undefined;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic);
  const environment = chooseEnvironment(config, name, report);
  return { target: targetOf(environment, report), environment, diagnostics };
}
