from kfp import dsl, kubernetes


@dsl.component
def choose_claim() -> str:
    return 'scratch'


@dsl.component
def work():
    pass


@dsl.component
def clean():
    pass


@dsl.pipeline(name='volumes')
def volumes(claim: str = 'shared'):
    chosen = choose_claim()
    first = work()
    kubernetes.mount_pvc(first, pvc_name='data', mount_path='/data', sub_path='raw')
    kubernetes.mount_pvc(first, pvc_name=claim, mount_path='/shared')
    kubernetes.mount_pvc(first, pvc_name=chosen.output, mount_path='/scratch')
    second = clean().after(first)
    kubernetes.add_ephemeral_volume(
        second, volume_name='fast', mount_path='/fast', access_modes=['ReadWriteOnce'], size='5Gi', storage_class_name='ssd')
    kubernetes.add_ephemeral_volume(second, volume_name='slow', mount_path='/slow', access_modes=['ReadWriteOnce'], size='1Gi')
    kubernetes.empty_dir_mount(second, volume_name='tmp', mount_path='/tmp/work')
