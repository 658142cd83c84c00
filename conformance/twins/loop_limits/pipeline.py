from typing import List

from kfp import dsl


@dsl.component
def visit(city: str, day: str):
    print(city, day)


@dsl.pipeline(name='loop-limits')
def loop_limits(cities: List[str]):
    with dsl.ParallelFor(cities, parallelism=2) as city:
        with dsl.ParallelFor(['mon', 'tue'], parallelism=1) as day:
            visit(city=city, day=day)
