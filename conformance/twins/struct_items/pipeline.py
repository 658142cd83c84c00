from typing import Dict, List

from kfp import dsl


@dsl.component
def fit(rate: float, depth: float) -> float:
    return rate * depth


@dsl.component
def warn(depth: float):
    print(f'{depth} is deep')


@dsl.component
def best(scores: List[float]):
    print(max(scores))


@dsl.pipeline(name='struct-items')
def struct_items(grid: List[Dict[str, float]]):
    with dsl.ParallelFor(grid) as point:
        fitted = fit(rate=point.rate, depth=point.depth)
        with dsl.If(point.depth > 5.5):
            warn(depth=point.depth)
    best(scores=dsl.Collected(fitted.output))
    with dsl.ParallelFor([{'rate': 0.1, 'depth': 2.5}, {'rate': 0.01, 'depth': 8.5}]) as point:
        fit(rate=point.rate, depth=point.depth)
