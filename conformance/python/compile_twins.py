"""Compiles every twin (a kfp pipeline beside its TypeScript port) with the installed kfp SDK.

usage: compile_twins.py FOLDER OUTPUT: FOLDER/<name>/pipeline.py becomes OUTPUT/<name>/expected.yaml.
"""
import importlib.util
import pathlib
import sys
import warnings

from kfp import compiler
from kfp.dsl import graph_component

warnings.simplefilter('ignore')


def pipeline_in(path: pathlib.Path):
    """The last pipeline that a module defines: those before it are its nested ones."""
    spec = importlib.util.spec_from_file_location(f'twin_{path.parent.name}', path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # kfp reads components' sources through their module
    spec.loader.exec_module(module)
    pipelines = [value for value in vars(module).values() if isinstance(value, graph_component.GraphComponent)]
    if not pipelines:
        raise SystemExit(f'{path}: a pipeline expected')
    return pipelines[-1]


def main(folder: pathlib.Path, output: pathlib.Path) -> None:
    for source in sorted(folder.glob('*/pipeline.py')):
        target = output / source.parent.name / 'expected.yaml'
        target.parent.mkdir(parents=True, exist_ok=True)
        compiler.Compiler().compile(pipeline_in(source), str(target))


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
