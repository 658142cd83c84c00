from typing import Dict, List

from kfp import dsl


@dsl.component
def count() -> int:
    return 3


@dsl.component
def report(title: str, tags: List[str], options: Dict[str, str]):
    print(title, tags, options)


@dsl.pipeline(name='templates')
def templates(name: str, day: str = 'today'):
    rows = count()
    report(
        title=f'{rows.output} rows of {name} from {day}',
        tags=['fixed', f'{name}-tag'],
        options={'day': f'{day}!', 'kind': 'plain'},
    )
