"""Parses executor outputs (paths on standard input) strictly into KFP's ExecutorOutput, and prints a JSON list of problems."""
import json
import sys

from google.protobuf import json_format
from kfp.pipeline_spec import pipeline_spec_pb2


def main() -> None:
    problems = []
    for file in sys.stdin.read().split('\n'):
        try:
            with open(file, encoding='utf-8') as opened:
                json_format.Parse(opened.read(), pipeline_spec_pb2.ExecutorOutput(), ignore_unknown_fields=False)
        except (json_format.ParseError, OSError) as error:
            problems.append({'file': file, 'problem': str(error)})
    print(json.dumps(problems))


if __name__ == '__main__':
    main()
