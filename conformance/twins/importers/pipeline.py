from kfp import dsl
from kfp.dsl import Dataset, Input, Model


@dsl.component
def use(data: Input[Dataset], model: Input[Model]):
    pass


@dsl.pipeline(name='importers')
def importers(uri: str = 's3://bucket/data.csv'):
    data = dsl.importer(artifact_uri=uri, artifact_class=Dataset, reimport=True, metadata={'split': 'train', 'rows': 10})
    model = dsl.importer(artifact_uri='s3://bucket/model.json', artifact_class=Model)
    use(data=data.output, model=model.output)
