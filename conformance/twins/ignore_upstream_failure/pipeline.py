from kfp import dsl


@dsl.component
def fetch(url: str) -> str:
    return url


@dsl.component
def parse(page: str = 'empty') -> str:
    return page


@dsl.component
def log(text: str):
    print(text)


@dsl.pipeline(name='ignore-upstream-failure')
def ignore_upstream_failure(url: str):
    fetched = fetch(url=url)
    parse(page=fetched.output).ignore_upstream_failure()
    log(text='fetched').after(fetched)
    other = fetch(url='other')
    log(text='over').after(other).ignore_upstream_failure()
