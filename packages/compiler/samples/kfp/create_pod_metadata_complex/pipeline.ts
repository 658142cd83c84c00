import { component, pipeline } from "@typeline/dsl";

/** Fails unless the pod has neither the annotation nor the label. */
const validateNoPodMetadata = component(async ({ annotation_path, label_path }: { annotation_path: string; label_path: string }) => {
  for (const name of [annotation_path, label_path]) {
    if (process.env[name] !== "") throw new Error(`${name} is ${process.env[name]} but should be empty`);
  }
  return true;
});

interface Expected {
  annotation_path_1?: string;
  annotation_exp_val_1?: string;
  annotation_path_2?: string;
  annotation_exp_val_2?: string;
  label_path_1?: string;
  label_exp_val_1?: string;
  label_path_2?: string;
  label_exp_val_2?: string;
}

/** Compares annotations and labels, read from the environment, with what is expected of them. */
const validatePodMetadata = component(async (expected: Expected) => {
  const pairs = [
    [expected.annotation_path_1, expected.annotation_exp_val_1],
    [expected.annotation_path_2, expected.annotation_exp_val_2],
    [expected.label_path_1, expected.label_exp_val_1],
    [expected.label_path_2, expected.label_exp_val_2],
  ] as const;
  const given = pairs.filter(([path]) => path !== undefined);
  if (given.length === 0) throw new Error("No pod metadata found to validate.");
  for (const [path, value] of given) {
    if (process.env[path!] !== value) throw new Error(`${path} is ${process.env[path!]} but should be ${value}`);
  }
  return true;
});

export const pipelineWithPodMetadata = pipeline(
  () => {
    validatePodMetadata(
      {
        annotation_path_1: "POD_TASK_ANNOTATION",
        annotation_exp_val_1: "annotation",
        label_path_1: "POD_TASK_LABEL_1",
        label_exp_val_1: "label-1",
        label_path_2: "POD_TASK_LABEL_2",
        label_exp_val_2: "label-2",
      },
      {
        annotations: { "task-annotation": "annotation" },
        labels: { "task-label-1": "label-1", "task-label-2": "label-2" },
        env: {
          POD_TASK_ANNOTATION: { field: "metadata.annotations['task-annotation']" },
          POD_TASK_LABEL_1: { field: "metadata.labels['task-label-1']" },
          POD_TASK_LABEL_2: { field: "metadata.labels['task-label-2']" },
        },
      },
    );
    validatePodMetadata(
      {
        annotation_path_1: "POD_TASK_ANNOTATION_1",
        annotation_exp_val_1: "annotation-1",
        annotation_path_2: "POD_TASK_ANNOTATION_2",
        annotation_exp_val_2: "annotation-2",
      },
      {
        annotations: { "task-annotation-1": "annotation-1", "task-annotation-2": "annotation-2" },
        env: {
          POD_TASK_ANNOTATION_1: { field: "metadata.annotations['task-annotation-1']" },
          POD_TASK_ANNOTATION_2: { field: "metadata.annotations['task-annotation-2']" },
        },
      },
    );
    validateNoPodMetadata({ annotation_path: "POD_TASK_ANNOTATION", label_path: "POD_TASK_LABEL" });
  },
  { defaults: { cache: false } },
);
