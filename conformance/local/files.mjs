const noProgram = { cannot: "its program is made up: `my_program`", says: "`my_program` is not on PATH" };
const googleStorage = { cannot: "it reads what it imports from `gs:`", says: "'/gcs/ml-pipeline-playground/shakespeare1.txt'" };
const vertex = { cannot: "it starts a job on Vertex AI" };
const mount = { cannot: "it mounts a folder at a path that only a container can have", says: "which only a container can have" };

/**
 * @typedef {object} Said
 * @property {object} [given] Values of its inputs.
 * @property {Record<string, string>} [artifacts] Texts of its input artifacts.
 * @property {Record<string, string>} [secrets] Values of secrets and config maps, by `name/key`.
 * @property {number[]} [seeds] It draws random numbers, and is run once for each of these.
 * @property {string} [fails] The path of the task at which it fails.
 * @property {string} [message] A part of what is said then.
 * @property {string} [because] Why, where its name does not say it.
 * @property {string} [cannot] Why it does not run here.
 * @property {string} [says] A part of what the runner says to that; without it, the file is not tried.
 * @property {string} [note] What is to be said of its success.
 * @property {string} [alone] Why its outputs are not compared with those of kfp's local runner.
 */

/**
 * What is said of KFP's pipelines on this machine: of each file that is not simply run with its defaults, succeeds, and gives what
 * kfp's local runner gives.
 *
 * @type {Record<string, Said>}
 */
export const files = {
  "kubernetes_platform/config_map_as_env.yaml": { secrets: { "my-cm/foo": "bar" } },
  "kubernetes_platform/config_map_as_vol.yaml": { secrets: { "my-cm/foo": "bar" }, ...mount },
  "kubernetes_platform/create_mount_delete_existing_pvc.yaml": mount,
  "kubernetes_platform/create_mount_delete_existing_pvc_from_task_output.yaml": mount,
  "kubernetes_platform/empty_dir_mounts.yaml": mount,
  "kubernetes_platform/general_ephemeral_volume.yaml": mount,
  "kubernetes_platform/init_container.yaml": mount,
  "kubernetes_platform/secret_as_env.yaml": { secrets: { "my-secret/password": "open" } },
  "kubernetes_platform/secret_as_vol.yaml": { secrets: { "my-secret/password": "open" }, ...mount },

  "valid/arguments_parameters.yaml": { given: { param1: "one", param2: "two" } },
  "valid/artifacts_complex.yaml": { alone: "kfp fails at what a condition in a loop skips" },
  "valid/collected_artifacts.yaml": { alone: "kfp fails: it takes a gathered list for an artifact" },
  "valid/component_with_task_final_status_GH-12033.yaml": {
    fails: "exit-comp",
    because: "its input is a final status, and it is no exit task of anything",
  },
  "valid/components_with_optional_artifacts.yaml": {
    artifacts: { dataset1: "1,2" },
    note: "without what it imports from `gs:`, which it does not read",
  },
  "valid/conditional_producer_and_consumers.yaml": { alone: "kfp fails at what a condition in a loop skips" },
  "valid/container_io.yaml": { given: { text: "hello" }, ...noProgram },
  "valid/container_with_artifact_output.yaml": { cannot: "its program is made up: `run.sh`" },
  "valid/container_with_concat_placeholder.yaml": { given: { text1: "one" }, ...noProgram },
  "valid/container_with_if_placeholder.yaml": noProgram,
  "valid/container_with_placeholder_in_fstring.yaml": noProgram,
  "valid/containerized_python_component.yaml": { cannot: "its source is in an image that is not published" },
  "valid/create_pod_metadata_complex.yaml": {
    fails: "validate-no-pod-metadata",
    message: "Pod annotation is None",
    because: "it wants a variable to be empty, and nothing sets it",
    alone: "kfp does not start what is left after a failure",
  },
  "valid/critical/add_numbers.yaml": { given: { a: 1, b: 2 } },
  "valid/critical/flip_coin.yaml": { seeds: [1, 2, 3, 4] },
  "valid/critical/if_else_with_oneof_artifacts.yaml": { seeds: [1, 2], alone: "kfp knows no merge of artifacts" },
  "valid/critical/pipeline_with_artifact_custom_path.yaml": {
    fails: "component-output-artifact",
    message: "'Dataset' object has no attribute 'set_path'",
    because: "the kfp that it installs, 2.14.6, has no `set_path`",
  },
  "valid/critical/pipeline_with_input_status_state.yaml": {
    fails: "echo-state",
    message: "AssertionError",
    because: "it wants the state `COMPLETE`, as KFP's cluster has it; here it is `SUCCEEDED`, as KFP documents it",
  },
  "valid/critical/pipeline_with_placeholders.yaml": { alone: "kfp fails at its placeholders" },
  "valid/env-var.yaml": { given: { env_var: "TYPELINE_SEED" } },
  "valid/essential/lightweight_python_functions_pipeline.yaml": {
    given: { message: "hello" },
    alone: "kfp hands on whole numbers in structs as 1.0",
  },
  "valid/essential/lightweight_python_functions_with_outputs.yaml": {
    given: { first_message: "one", second_message: "two", first_number: 3, second_number: 4 },
  },
  "valid/failing/fail_v2.yaml": { fails: "fail" },
  "valid/failing/pipeline_with_exit_handler.yaml": { fails: "exit-handler-1/fail-op" },
  "valid/gpu-scheduling/nvidia_gpu_scheduling_check.yaml": { note: "without the GPU, which the runner tells of" },
  "valid/identity.yaml": { given: { value: "same" } },
  "valid/if_else_with_oneof_artifacts.yaml": { seeds: [1, 2], alone: "kfp knows no merge of artifacts" },
  "valid/if_else_with_oneof_parameters.yaml": { seeds: [1, 2] },
  "valid/input_artifact.yaml": { artifacts: { data: "1,2" }, alone: "kfp gives no artifacts to a pipeline" },
  "valid/integration/ray_integration_compiled.yaml": { cannot: "it needs a Ray cluster" },
  "valid/local_execution/local_execution_pipeline_with_ignore_upstream_failure.yaml": {
    given: { marker_path: "/dev/null" },
    fails: "fail-always",
    because: "the task after it runs all the same, and the pipeline has failed",
  },
  "valid/log_streaming_compiled.yaml": { cannot: "it writes lines without a pause for a minute, and gives nothing" },
  "valid/long-running.yaml": { cannot: "it sleeps for ten minutes, and gives nothing" },
  "valid/nested_with_parameters.yaml": { alone: "kfp hands on integers in lists as 2.0, which a task refuses" },
  "valid/parallel_and_nested/parallel_for_mount_pvc.yaml": mount,
  "valid/pipeline_as_exit_task.yaml": { fails: "exit-handler-1/fail-op", because: "and its exit task, a pipeline, runs" },
  "valid/pipeline_producer_consumer.yaml": { alone: "kfp hands on integers in lists as 2.0, which a task refuses" },
  "valid/pipeline_with_concat_placeholder.yaml": { cannot: "it needs the shell of its image, busybox, which knows `[[`" },
  "valid/pipeline_with_condition_dynamic_task_output_custom_training_job.yaml": vertex,
  "valid/pipeline_with_dynamic_task_output_custom_training_job.yaml": vertex,
  "valid/pipeline_with_google_artifact_type.yaml": {
    cannot: "it installs `aiplatform`, and there is no such package",
    says: "its Python packages cannot be installed",
  },
  "valid/pipeline_with_importer.json": googleStorage,
  "valid/pipeline_with_importer.yaml": googleStorage,
  "valid/pipeline_with_importer_and_gcpc_types.yaml": { cannot: "its program is made up: `cmd`", says: "`cmd` is not on PATH" },
  "valid/pipeline_with_loops_and_conditions.yaml": { alone: "kfp skips what depends on a field of an item of the default" },
  "valid/pipeline_with_metadata_fields.yaml": {
    given: { string: " and more" },
    artifacts: { in_dataset: "some" },
    alone: "kfp gives no artifacts to a pipeline",
  },
  "valid/pipeline_with_parallelfor_list_artifacts_GH-12033.yaml": { alone: "it gives the artifacts' names, which kfp leaves empty" },
  "valid/pipeline_with_parallelfor_parallelism.yaml": { given: { loop_parameter: ["a", "b"] } },
  "valid/pipeline_with_parallelfor_pipeline_param.yaml": {
    given: { loop_parameter: ["a", "b"], prefix: "p" },
    alone: "kfp gives a task the item of its loop in place of another input",
  },
  "valid/pipeline_with_secret_as_volume.yaml": { secrets: { "test-secret-1/username": "user1" }, ...mount },
  "valid/pipeline_with_string_machine_fields_task_output.yaml": { alone: "kfp runs a task before those whose outputs set its resources" },
  "valid/pipeline_with_task_using_ignore_upstream_failure.yaml": {
    fails: "fail-op",
    because: "the task after it runs all the same, and the pipeline has failed",
    alone: "kfp fails at the task after it, which reads what the failed one did not give",
  },
  "valid/pipeline_with_volume.yaml": mount,
  "valid/pipeline_with_volume_no_cache.yaml": mount,
  "valid/pythonic_artifacts_with_multiple_returns.yaml": { alone: "kfp fails to give an artifact to a pipeline in the pipeline" },
  "valid/sequential_v1.yaml": { given: { param1: "one", param2: "two" } },
  "valid/sequential_v2.yaml": { cannot: "it reads from Google Cloud with `gsutil`" },
  "valid/take_nap_pipeline_root_compiled.yaml": { given: { naptime_secs: 1 } },
  "valid/upload_download_compiled.yaml": { cannot: "it asks the cluster's MinIO for what another task has given" },
  "valid/xgboost_sample_pipeline.yaml": { cannot: "it downloads data, and installs packages for Python 3.7" },
};
