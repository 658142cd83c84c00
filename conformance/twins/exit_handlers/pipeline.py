from kfp import dsl
from kfp.dsl import PipelineTaskFinalStatus


@dsl.component
def work(name: str):
    print(name)


@dsl.component
def notify(channel: str, status: PipelineTaskFinalStatus):
    print(channel, status.state)


@dsl.component
def clean_up():
    print('done')


@dsl.pipeline(name='exit-handlers')
def exit_handlers(channel: str = 'ops'):
    with dsl.ExitHandler(notify(channel=channel)):
        work(name='first')
        work(name='second')
    with dsl.ExitHandler(notify(channel='dev')):
        work(name='third')
    with dsl.ExitHandler(clean_up()):
        work(name='fourth')
