from typing import Dict, List, NamedTuple

from kfp import dsl
from kfp.dsl import HTML, Artifact, ClassificationMetrics, Dataset, Markdown, Metrics, Model, Output, SlicedClassificationMetrics


@dsl.component
def everything(
    artifact: Output[Artifact],
    dataset: Output[Dataset],
    model: Output[Model],
    metrics: Output[Metrics],
    curve: Output[ClassificationMetrics],
    slices: Output[SlicedClassificationMetrics],
    page: Output[HTML],
    text: Output[Markdown],
    flag: bool = True,
    ratio: float = 0.5,
    count: int = 2,
    names: List[str] = ['a'],
    limits: Dict[str, float] = {'low': 0.1},
) -> NamedTuple('Outputs', done=bool, share=float, total=int, note=str, found=List[str], sizes=Dict[str, float]):
    pass


@dsl.pipeline(name='outputs-of-all-kinds')
def outputs_of_all_kinds(flag: bool = False, ratio: float = 0.25, names: List[str] = ['x', 'y']) -> NamedTuple(
        'Outputs', done=bool, share=float, total=int, note=str, found=List[str], sizes=Dict[str, float], dataset=Dataset, page=HTML):
    made = everything(flag=flag, ratio=ratio, names=names, limits={'low': 1.0, 'high': 2.0})
    outputs = NamedTuple(
        'Outputs', done=bool, share=float, total=int, note=str, found=List[str], sizes=Dict[str, float], dataset=Dataset, page=HTML)
    return outputs(
        made.outputs['done'], made.outputs['share'], made.outputs['total'], made.outputs['note'], made.outputs['found'],
        made.outputs['sizes'], made.outputs['dataset'], made.outputs['page'])
