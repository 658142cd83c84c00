"""Reads compiled pipelines (paths on standard input) as KFP does, and prints a JSON list of problems.

Unknown fields fail: KFP's API server parses the spec so, and silently drops a platform document that it cannot parse.
"""
import json
import sys
import warnings

import yaml
from google.protobuf import json_format
from kfp import components
from kfp.kubernetes import kubernetes_executor_config_pb2
from kfp.pipeline_spec import pipeline_spec_pb2

warnings.simplefilter('ignore')


def parse(value: dict, message):
    return json_format.ParseDict(value, message, ignore_unknown_fields=False)


def check(text: str) -> None:
    documents = [document for document in yaml.safe_load_all(text) if document]
    if not 1 <= len(documents) <= 2:
        raise ValueError(f'{len(documents)} documents')
    parse(documents[0], pipeline_spec_pb2.PipelineSpec())
    for document in documents[1:]:
        parse(document, pipeline_spec_pb2.PlatformSpec())
        deployment = document['platforms'].get('kubernetes', {}).get('deploymentSpec', {})
        for label, config in deployment.get('executors', {}).items():
            if label not in documents[0]['deploymentSpec']['executors']:
                raise ValueError(f'platforms.kubernetes has settings for {label}, which is no executor')
            parse(config, kubernetes_executor_config_pb2.KubernetesExecutorConfig())
    components.load_component_from_text(text)


def main() -> None:
    problems = []
    for file in sys.stdin.read().split('\n'):
        try:
            with open(file, encoding='utf-8') as opened:
                check(opened.read())
        except Exception as error:  # any failure of KFP's own code is a finding
            problems.append({'file': file, 'problem': f'{type(error).__name__}: {error}'})
    print(json.dumps(problems))


if __name__ == '__main__':
    main()
