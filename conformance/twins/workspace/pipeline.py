from kfp import dsl


@dsl.component
def write():
    pass


@dsl.pipeline(
    name='workspace',
    pipeline_config=dsl.PipelineConfig(
        workspace=dsl.WorkspaceConfig(
            size='1Gi',
            kubernetes=dsl.KubernetesWorkspaceConfig(
                pvcSpecPatch={'storageClassName': 'standard', 'accessModes': ['ReadWriteOnce']}))))
def workspace():
    write()
