from kfp import dsl
from kfp.dsl import Dataset, Input, Model


@dsl.component
def locate() -> str:
    return 's3://bucket/labels.csv'


@dsl.component
def use(data: Input[Dataset], labels: Input[Dataset], model: Input[Model]):
    pass


@dsl.pipeline(name='importers')
def importers(uri: str = 's3://bucket/data.csv'):
    data = dsl.importer(artifact_uri=uri, artifact_class=Dataset, reimport=True, metadata={'split': 'train', 'rows': 10})
    model = dsl.importer(artifact_uri='s3://bucket/model.json', artifact_class=Model)
    labels = dsl.importer(artifact_uri=locate().output, artifact_class=Dataset)
    use(data=data.output, labels=labels.output, model=model.output)
