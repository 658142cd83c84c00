from typing import List

from kfp import dsl


@dsl.component
def check(size: int) -> bool:
    return size % 2 == 0


@dsl.component
def halve(size: int):
    print(size // 2)


@dsl.component
def skip(size: int, why: str):
    print('skipped', size, why)


@dsl.pipeline(name='condition-in-loop')
def condition_in_loop(sizes: List[int], limit: int = 10):
    with dsl.ParallelFor(sizes) as size:
        with dsl.If(size <= limit):
            even = check(size=size)
            with dsl.If(even.output == True):
                halve(size=size)
            with dsl.Else():
                skip(size=size, why='odd')
