from kfp import dsl
from kfp.dsl import Input, Model, Output


@dsl.component
def pick_size() -> str:
    return 'small'


@dsl.component
def train_large(model: Output[Model]):
    with open(model.path, 'w') as f:
        f.write('large')


@dsl.component
def train_small(rounds: int, network: Output[Model]):
    with open(network.path, 'w') as f:
        f.write('small' * rounds)


@dsl.component
def evaluate(model: Input[Model]):
    print(model.path)


@dsl.pipeline(name='oneof-artifacts')
def oneof_artifacts() -> Model:
    size = pick_size()
    with dsl.If(size.output == 'large'):
        large = train_large()
    with dsl.Elif(size.output != 'tiny'):
        small = train_small(rounds=3)
    with dsl.Else():
        tiny = train_small(rounds=1)
    trained = dsl.OneOf(large.outputs['model'], small.outputs['network'], tiny.outputs['network'])
    evaluate(model=trained)
    return trained
