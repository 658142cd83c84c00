"""Reads KFP's resources for Kubernetes (paths on standard input) as its webhook does, and prints a JSON list of problems.

The server writes `spec.pipelineSpec` and `spec.platformSpec` as two documents of YAML and reads those (`PipelineVersion.ToModel` of
`backend/src/crd/kubernetes/v2beta1`), so what is checked of compiled pipelines is checked of them.
"""
import json
import sys

import yaml

from check_ir import check as check_ir

# The fields of the Go types, which are those of the resource definitions.
FIELDS = {
    'Pipeline': {'displayName', 'description', 'tags'},
    'PipelineVersion': {
        'displayName', 'description', 'tags', 'codeSourceURL', 'pipelineName', 'versionName', 'pipelineSpec', 'platformSpec',
        'pipelineSpecURI'
    },
}


def check(text: str) -> None:
    documents = list(yaml.safe_load_all(text))
    kinds = [document['kind'] for document in documents]
    if kinds != ['ConfigMap'] * (len(kinds) - 2) + ['Pipeline', 'PipelineVersion']:
        raise ValueError(f'the resources are {kinds}')
    *config_maps, pipeline, version = documents
    for resource in (pipeline, version):
        unknown = set(resource['spec']) - FIELDS[resource['kind']]
        if resource['apiVersion'] != 'pipelines.kubeflow.org/v2beta1' or unknown:
            raise ValueError(f"{resource['kind']}: {resource['apiVersion']}, unknown fields {unknown}")
    spec = version['spec']
    if spec['pipelineName'] != pipeline['metadata']['name'] or version['metadata']['name'] != f"{spec['pipelineName']}-{spec['versionName']}":
        raise ValueError(f"{version['metadata']['name']} is no version of {pipeline['metadata']['name']}")
    parts = [spec['pipelineSpec']] + ([spec['platformSpec']] if 'platformSpec' in spec else [])
    check_ir('\n---\n'.join(yaml.dump(part) for part in parts))
    check_mounts(spec, {config_map['metadata']['name'] for config_map in config_maps})


def check_mounts(spec: dict, names: set) -> None:
    """Every config map that we make is mounted, and nothing of that name is mounted that we do not make."""
    executors = spec.get('platformSpec', {}).get('platforms', {}).get('kubernetes', {}).get('deploymentSpec', {}).get('executors', {})
    mounted = {
        volume.get('configMapName') for config in executors.values() for volume in config.get('configMapAsVolume', [])
    }
    ours = {name for name in mounted if name and name.startswith('typeline-bundle-')}
    if ours != names:
        raise ValueError(f'config maps {sorted(names)}, mounted {sorted(ours)}')


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
