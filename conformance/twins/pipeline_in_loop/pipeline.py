from typing import List

from kfp import dsl


@dsl.component
def clean(name: str) -> str:
    return name.strip()


@dsl.component
def upper(name: str) -> str:
    return name.upper()


@dsl.component
def join(names: List[str]) -> str:
    return ','.join(names)


@dsl.pipeline(name='prepare')
def prepare(name: str, loud: bool = False) -> str:
    cleaned = clean(name=name)
    with dsl.If(loud == True):
        shouted = upper(name=cleaned.output)
    with dsl.Else():
        quiet = clean(name=cleaned.output)
    return dsl.OneOf(shouted.output, quiet.output)


@dsl.pipeline(name='pipeline-in-loop')
def pipeline_in_loop(names: List[str]) -> str:
    with dsl.ParallelFor(names) as name:
        prepared = prepare(name=name, loud=True)
    return join(names=dsl.Collected(prepared.output)).output
