from kfp import dsl, kubernetes


@dsl.container_component
def serve():
    return dsl.ContainerSpec(image='alpine:3.23', command=['sleep'], args=['1'])


@dsl.pipeline(name='placement')
def placement():
    task = serve()
    kubernetes.add_node_selector(task, label_key='disktype', label_value='ssd')
    kubernetes.add_toleration(task, key='dedicated', operator='Equal', value='ml', effect='NoSchedule')
    kubernetes.add_toleration(task, key='spot', operator='Exists')
    kubernetes.set_image_pull_policy(task, 'Always')
    kubernetes.set_image_pull_secrets(task, ['registry'])
    kubernetes.add_pod_label(task, label_key='team', label_value='search')
    kubernetes.add_pod_annotation(task, annotation_key='owner', annotation_value='ada')
    kubernetes.set_security_context(task, run_as_user=1000, run_as_non_root=True)
    kubernetes.set_timeout(task, 600)
