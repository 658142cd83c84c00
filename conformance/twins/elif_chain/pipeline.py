from kfp import dsl


@dsl.component
def score(seed: int) -> int:
    return seed % 100


@dsl.component
def label(text: str) -> str:
    return text


@dsl.component
def report(text: str):
    print(text)


@dsl.pipeline(name='elif-chain')
def elif_chain(seed: int = 7) -> str:
    points = score(seed=seed)
    with dsl.If(points.output > 90):
        great = label(text='great')
    with dsl.Elif(points.output > 50):
        fair = label(text='fair')
    with dsl.Else():
        poor = label(text='poor')
    grade = dsl.OneOf(great.output, fair.output, poor.output)
    report(text=grade)
    return grade
