"""Runs compiled pipelines with kfp's own local runner: its SubprocessRunner, each task in a virtual environment that is kept.

Standard input: one JSON object a line, `{"file", "arguments", "root", "environment", "seed"}`. `environment` is a folder with a
Python, `root` a folder for the artifacts. Standard output: one JSON object
a line, `{"state", "error", "outputs", "tasks"}`.

kfp is changed in three places, none of which touches a value: which Python its tasks run with (its own way, a new virtual environment for
each task, would take the day); that what it hands back for each task is written down; and that logs are not indented, since with the threads of
nested loops the indent of each line grows until nothing else gets done.
"""
import contextlib
import hashlib
import json
import os
import sys
import warnings

from kfp import components, dsl, local
from kfp.local import importer_handler, logging_utils, subprocess_task_handler, task_dispatcher

warnings.filterwarnings("ignore")
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def main():
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


def run(question):
    tasks = []
    os.environ["TYPELINE_SEED"] = str(question["seed"])
    os.makedirs(question["root"], exist_ok=True)
    local.init(
        local.SubprocessRunner(use_venv=False),
        pipeline_root=question["root"],
        workspace_root=os.path.join(question["root"], "workspace"),
    )
    with patched(question["environment"], tasks):
        try:
            pipeline = components.load_component_from_file(question["file"])
            outputs = pipeline(**question["arguments"]).outputs
            return {"state": "succeeded", "error": None, "outputs": shown(outputs), "tasks": tasks}
        # Whatever kfp throws is its answer.
        except Exception as error:
            return {"state": "failed", "error": f"{type(error).__name__}: {error}", "outputs": {}, "tasks": tasks}


@contextlib.contextmanager
def patched(environment, tasks):
    @contextlib.contextmanager
    def kept(use_venv, runner_config=None, has_pip_install=False):
        yield os.path.join(environment, "bin", "python3")

    def noting(run):
        def noted(*args, **kwargs):
            outputs, status = run(*args, **kwargs)
            name = kwargs["component_name"].removeprefix("comp-")
            tasks.append({"component": name, "state": status.name, "outputs": shown(outputs)})
            return outputs, status

        return noted

    changed = [
        (subprocess_task_handler, "environment", kept),
        (task_dispatcher, "run_single_task_implementation", noting(task_dispatcher.run_single_task_implementation)),
        (importer_handler, "run_importer", noting(importer_handler.run_importer)),
    ]
    originals = [(module, name, getattr(module, name)) for module, name, _ in changed]
    for module, name, function in changed:
        setattr(module, name, function)
    try:
        yield
    finally:
        for module, name, function in originals:
            setattr(module, name, function)


def shown(outputs):
    return {name: shown_value(value) for name, value in outputs.items()}


def shown_value(value):
    if isinstance(value, dsl.Artifact):
        return {"schemaTitle": value.schema_title, "metadata": value.metadata, "content": content_of(value.path)}
    if isinstance(value, list):
        return [shown_value(one) for one in value]
    return value


def content_of(path):
    """A file's text or digest, a folder's contents by relative path; null where nothing was written."""
    if os.path.isdir(path):
        return {name: content_of(os.path.join(path, name)) for name in sorted(os.listdir(path))}
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        content = file.read()
    try:
        return content.decode() if len(content) < 2000 else hashlib.sha256(content).hexdigest()
    except UnicodeDecodeError:
        return hashlib.sha256(content).hexdigest()


logging_utils.indented_print = contextlib.nullcontext
main()
