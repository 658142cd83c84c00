from kfp import dsl


@dsl.component
def log(run_id: str, run_name: str, created: str, scheduled: str):
    print(run_id, run_name, created, scheduled)


@dsl.pipeline(name='run-facts')
def run_facts():
    log(
        run_id=dsl.PIPELINE_JOB_ID_PLACEHOLDER,
        run_name=dsl.PIPELINE_JOB_NAME_PLACEHOLDER,
        created=dsl.PIPELINE_JOB_CREATE_TIME_UTC_PLACEHOLDER,
        scheduled=dsl.PIPELINE_JOB_SCHEDULE_TIME_UTC_PLACEHOLDER,
    )
