from kfp import dsl


@dsl.component
def fit(rate: float) -> float:
    return rate / 2


@dsl.pipeline(name='task-options', display_name='Task options', description='Every option of a task that plain IR carries.')
def task_options(rate: float = 0.1):
    first = fit(rate=rate)
    first.set_display_name('The first fit')
    first.set_caching_options(True, cache_key='first')
    first.set_retry(num_retries=4, backoff_duration='30s', backoff_factor=1.5, backoff_max_duration='10m')
    first.set_cpu_request('500m').set_cpu_limit('2').set_memory_request('1Gi').set_memory_limit('4Gi')
    second = fit(rate=first.output)
    second.set_caching_options(False)
    second.set_accelerator_type('nvidia.com/gpu').set_accelerator_limit(2)
    second.set_env_variable('LEVEL', 'debug')
