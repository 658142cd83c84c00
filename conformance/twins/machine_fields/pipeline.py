from kfp import dsl


@dsl.component
def size_of() -> str:
    return '2Gi'


@dsl.component
def fit():
    pass


@dsl.pipeline(name='machine-fields')
def machine_fields(image: str = 'node:22-slim'):
    memory = size_of()
    task = fit()
    task.set_memory_limit(memory.output)
    task.set_memory_request(memory.output)
    task.set_container_image(image)
