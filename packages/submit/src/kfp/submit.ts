import { type JsonValue, type PipelineDocument, versionName, writeDocument } from "@typeline/ir";
import { requestKey, shortDigest } from "../digest.ts";
import { SubmitError } from "../http/error.ts";
import { kfpCron, runOptions } from "../schedule.ts";
import type { NewRecurringRun, PipelineVersion, RecurringRun } from "./api.ts";
import type { Kfp } from "./kfp.ts";

/** What is to run on KFP, and how. */
export interface KfpSubmission {
  readonly document: PipelineDocument;
  readonly parameters: { readonly [name: string]: JsonValue };
  /** `Default` where left out. */
  readonly experiment?: string | undefined;
  /** The run's name in the UI; made of the pipeline's where left out. */
  readonly runName?: string | undefined;
  /** Twice the same never makes two runs. Random where left out. */
  readonly requestId?: string | undefined;
  /** Where artifacts are stored; the pipeline's own root or the server's where left out. */
  readonly root?: string | undefined;
  readonly serviceAccount?: string | undefined;
}

/** What KFP's server takes (`common.MaxFileLength`). */
const largestUpload = 32 * 2 ** 20;

/** Uploads the pipeline where it is not there, and starts a run. */
export async function submitKfpRun(
  kfp: Kfp,
  submission: KfpSubmission,
): Promise<{ readonly runId: string; readonly version: PipelineVersion }> {
  const { document, runName, requestId } = submission;
  const name = document.spec.pipelineInfo.name;
  const key = requestKey(requestId);
  const { version, experiment, common } = await prepare(kfp, submission, submission.parameters);
  const run = {
    display_name: runName ?? `${name}-${key}`,
    description: `Submitted by typeline, request ${key}.`,
    experiment_id: experiment,
    ...common,
  };
  const { run_id: runId } = await kfp.createRun(run, { mayExist: requestId !== undefined });
  return { runId, version };
}

/** The first words of what tells that a schedule is ours; a digest of the whole follows. */
const mark = "Installed by typeline";

/**
 * Makes the pipeline's schedule a recurring run. KFP cannot change one: where it differs, a new one is made before the old one goes.
 *
 * @throws SubmitError where the pipeline has no schedule, or one that KFP cannot keep
 */
export async function installKfpSchedule(kfp: Kfp, submission: KfpSubmission): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { document } = submission;
  const { schedule } = runOptions(document);
  const { name } = document.spec.pipelineInfo;
  if (schedule === undefined) throw new SubmitError("spec", `the pipeline \`${name}\` has no schedule.`);
  const cron = kfpCron(schedule);
  const { experiment, common } = await prepare(kfp, submission, { ...schedule.inputs, ...submission.parameters });
  const wanted: Omit<NewRecurringRun, "description"> = {
    display_name: name,
    experiment_id: experiment,
    ...(kfp.client.options.namespace && { namespace: kfp.client.options.namespace }),
    ...common,
    max_concurrency: String(schedule.maxConcurrent),
    trigger: { cron_schedule: { cron } },
    mode: "ENABLE",
    no_catchup: !schedule.catchup,
  };
  const description = `${mark}, ${shortDigest(JSON.stringify(wanted))}.`;
  const existing = (await kfp.recurringRuns(name, experiment)).filter((one) => one.description?.startsWith(mark));
  const same = existing.find((one) => one.description === description);
  const { recurring_run_id: id }: RecurringRun = same ?? (await kfp.createRecurringRun({ ...wanted, description }));
  for (const old of existing) if (old.recurring_run_id !== id) await kfp.deleteRecurringRun(old.recurring_run_id);
  return { id, isNew: same === undefined };
}

/** What runs and schedules have in common: the pipeline's version, the experiment, the inputs. */
async function prepare(kfp: Kfp, submission: KfpSubmission, parameters: KfpSubmission["parameters"]) {
  const { document, experiment: experimentName = "Default", root } = submission;
  const { name, displayName = name, description } = document.spec.pipelineInfo;
  const yaml = writeDocument(document);
  const bytes = Buffer.byteLength(yaml);
  if (bytes > largestUpload)
    throw new SubmitError("spec", `the pipeline is ${(bytes / 2 ** 20).toFixed(1)} MiB large; Kubeflow Pipelines takes at most 32 MiB.`);
  const serviceAccount = submission.serviceAccount ?? runOptions(document).serviceAccount;
  const version = await kfp.version(await kfp.pipeline(name, displayName, description), versionName(document), yaml);
  const { experiment_id: experiment } = await kfp.experiment(experimentName);
  return {
    version,
    experiment,
    common: {
      pipeline_version_reference: { pipeline_id: version.pipeline_id, pipeline_version_id: version.pipeline_version_id },
      runtime_config: { parameters, ...(root !== undefined && { pipeline_root: root }) },
      ...(serviceAccount !== undefined && { service_account: serviceAccount }),
    },
  };
}
