from typing import List

from kfp import dsl


@dsl.component
def parts(name: str) -> List[str]:
    return list(name)


@dsl.component
def measure(part: str, name: str) -> int:
    return len(part) * len(name)


@dsl.component
def total(sizes: List[int]) -> int:
    return sum(sizes)


@dsl.component
def report(totals: List[int]):
    print(totals)


@dsl.pipeline(name='nested-loops')
def nested_loops(names: List[str]):
    with dsl.ParallelFor(names) as name:
        split = parts(name=name)
        with dsl.ParallelFor(split.output) as part:
            size = measure(part=part, name=name)
        summed = total(sizes=dsl.Collected(size.output))
    report(totals=dsl.Collected(summed.output))
