from typing import List

from kfp import dsl


@dsl.component
def find(folder: str) -> List[str]:
    return [folder]


@dsl.component
def count(files: List[str]) -> int:
    return len(files)


@dsl.component
def convert(file: str) -> str:
    return file


@dsl.component
def archive(files: List[str]):
    print(files)


@dsl.component
def complain(folder: str):
    print('nothing in', folder)


@dsl.pipeline(name='loop-in-condition')
def loop_in_condition(folder: str):
    found = find(folder=folder)
    number = count(files=found.output)
    with dsl.If(number.output != 0):
        with dsl.ParallelFor(found.output) as file:
            converted = convert(file=file)
        archive(files=dsl.Collected(converted.output))
    with dsl.Else():
        complain(folder=folder)
