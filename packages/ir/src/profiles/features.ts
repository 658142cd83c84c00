import type { Feature } from "./feature.ts";
import { clusterAccelerator, modelAccelerator } from "./features/accelerators.ts";
import { concatArgument, ifPresentArgument, omittedDefault, unreplacedPlaceholder } from "./features/arguments.ts";
import { artifactLoop } from "./features/artifact-loops.ts";
import { placeholderInStructure, placeholderIntoGroup, runFactInText, textInExecutorInput } from "./features/constants.ts";
import { numericMachineField, placeholderInEnv } from "./features/containers.ts";
import { unsupportedExecutor } from "./features/executors.ts";
import {
  exitTaskBelowRoot,
  exitTaskFailure,
  exitTaskOfLoop,
  exitTaskOfSeveral,
  exitTasksOfOne,
  exitTaskWithDependants,
  loopInExitHandler,
  statusInLoop,
  statusOfCached,
} from "./features/exit-tasks.ts";
import { loopSelector, presenceTest, unpromisedExpression } from "./features/expressions.ts";
import { gatheredAndRead, gatheredConditional, gatheredLoop, gatheredMerge, gatheredRunTimeList } from "./features/gathering.ts";
import { handledFailure, handledLastFailure } from "./features/handled.ts";
import {
  importerCondition,
  importerDisplayName,
  importerInLoop,
  importerMetadata,
  importerScheme,
  importerUriFromTask,
} from "./features/importers.ts";
import { kubernetesSettings, runWorkspace } from "./features/kubernetes.ts";
import { cachedArm, overlappingArms } from "./features/merges.ts";
import { optionalArtifactRead, optionalParameterInGroup } from "./features/optional-inputs.ts";
import { retryInLoop, retryOfGroup } from "./features/retries.ts";
import { optionalRootArtifact, rootArtifact } from "./features/root-artifacts.ts";
import { scheduleCatchup, scheduleTimezone } from "./features/schedules.ts";
import { workflowSize } from "./features/size.ts";
import { emptyVariable } from "./features/variables.ts";

/** The profiles: every row, in the order of its code. */
export const features: readonly Feature[] = [
  artifactLoop,
  rootArtifact,
  optionalRootArtifact,
  optionalParameterInGroup,
  optionalArtifactRead,
  presenceTest,
  unpromisedExpression,
  loopSelector,
  gatheredMerge,
  gatheredLoop,
  gatheredConditional,
  gatheredRunTimeList,
  cachedArm,
  overlappingArms,
  exitTaskOfSeveral,
  exitTaskWithDependants,
  exitTaskOfLoop,
  exitTasksOfOne,
  exitTaskBelowRoot,
  loopInExitHandler,
  statusInLoop,
  handledFailure,
  handledLastFailure,
  retryInLoop,
  retryOfGroup,
  placeholderInEnv,
  numericMachineField,
  importerUriFromTask,
  importerCondition,
  importerDisplayName,
  importerInLoop,
  importerMetadata,
  importerScheme,
  textInExecutorInput,
  placeholderInStructure,
  placeholderIntoGroup,
  runFactInText,
  concatArgument,
  ifPresentArgument,
  omittedDefault,
  unreplacedPlaceholder,
  kubernetesSettings,
  workflowSize,
  exitTaskFailure,
  unsupportedExecutor,
  statusOfCached,
  clusterAccelerator,
  modelAccelerator,
  emptyVariable,
  runWorkspace,
  scheduleTimezone,
  scheduleCatchup,
  gatheredAndRead,
];
