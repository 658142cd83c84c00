import { messages } from "@typeline/diagnostics";
import type { TaskScope } from "../../graph/context.ts";
import { isLoop } from "../document-index.ts";
import { defineFeature, vertexProto, warning } from "../feature.ts";

const onVertex = warning("that the policy holds there is not promised", vertexProto);

export const retryInLoop = defineFeature({
  name: "retries of a task in a loop",
  message: messages.retryInLoop,
  judgements: { kfp: warning("they are ignored", "kubeflow/pipelines#12389, #13897"), vertex: onVertex },
  untargeted: "warning",
  *find({ tasks, looped }) {
    for (const scope of tasks)
      if (hasRetries(scope) && (looped.has(scope.name) || isLoop(scope)))
        yield { path: [...scope.taskPath, "retryPolicy"], words: { task: scope.taskName } };
  },
});

export const retryOfGroup = defineFeature({
  name: "retries of a group",
  message: messages.retryOfGroup,
  judgements: {
    kfp: warning("they are taken over by the tasks inside", "argocompiler/container.go; decided at the first visit of a component"),
    vertex: onVertex,
  },
  untargeted: "silent",
  *find({ tasks }) {
    for (const scope of tasks)
      if (hasRetries(scope) && scope.target.dag !== undefined)
        yield { path: [...scope.taskPath, "retryPolicy"], words: { task: scope.taskName } };
  },
});

const hasRetries = ({ task }: TaskScope) => (task.retryPolicy?.maxRetryCount ?? 0) > 0;
