import { describe, expect, test } from "vitest";
import { placesOf, verdictsOn } from "../samples/documents.ts";

const text = "{parameterType: STRING}";
const onKfp = { kfp: "error", none: "warning" };

/** A task `train` of a component with a string `name`, a number `rate` and an artifact `model`. */
const yaml = ({
  executor = "",
  inputs = "name: {componentInputParameter: name}, rate: {componentInputParameter: rate}",
  defaults = "",
}) => `
inputs: {parameters: {name: ${text}, rate: {parameterType: NUMBER_DOUBLE}}}
tasks:
  find: {componentRef: {name: comp-find}}
  train:
    componentRef: {name: comp-train}
    inputs:
      parameters: {${inputs}}
      artifacts: {model: {taskOutputArtifact: {producerTask: find, outputArtifactKey: model}}}
components:
  comp-find: {outputDefinitions: {artifacts: {model: {artifactType: {schemaTitle: system.Model}}}}}
  comp-train:
    inputDefinitions:
      parameters: {name: {parameterType: STRING${defaults}}, rate: {parameterType: NUMBER_DOUBLE}}
      artifacts: {model: {artifactType: {schemaTitle: system.Model}}}
    outputDefinitions: {parameters: {score: {parameterType: NUMBER_DOUBLE}}}
    executor: {${executor || "container: {image: busybox, command: [echo]}"}}`;
const command = (...words: string[]) => `container: {image: busybox, command: [echo], args: ${JSON.stringify(words)}}`;
const name = "{{$.inputs.parameters['name']}}";

test("TL4035: a placeholder in the environment", () => {
  const env = (value: string) => yaml({ executor: `container: {image: x, command: [echo], env: [{name: NAME, value: "${value}"}]}` });
  expect(verdictsOn(env(`a ${name}`), "TL4035")).toEqual({ kfp: "error", vertex: "warning", none: "warning" });
  expect(verdictsOn(env("{{name}}"), "TL4035")).toEqual({});
});

test.each([
  ["resources: {resourceCpuLimit: %}, image: x", "resourceCpuLimit"],
  ["resources: {accelerator: {resourceCount: %, resourceType: nvidia.com/gpu}}, image: x", "resourceCount"],
  ["image: %", "image"],
])("TL4036: an input in %s", (fields, field) => {
  const machine = (input: string) => {
    const placeholder = `"{{$.inputs.parameters['${input}']}}"`;
    return yaml({ executor: `container: {command: [echo], ${fields.replace("%", placeholder)}}` });
  };
  expect(verdictsOn(machine("rate"), "TL4036")).toEqual(onKfp);
  expect(placesOf(machine("rate"), "TL4036")[0]).toContain(`\`${field}\` of \`comp-train\` takes the input \`rate\``);
  expect(verdictsOn(machine("name"), "TL4036")).toEqual({});
});

describe("constants with placeholders", () => {
  const constant = (value: string, executor = command("{{$}}")) =>
    yaml({ executor, inputs: `name: {runtimeValue: {constant: "${value}"}}, rate: {componentInputParameter: rate}` });

  test("TL4043: a string in the executor input is a warning of KFP", () => {
    expect(verdictsOn(constant(`run of ${name}`), "TL4043")).toEqual({ kfp: "warning", none: "warning" });
    expect(verdictsOn(constant("{{$.inputs.parameters['rate']}}"), "TL4043")).toEqual({});
    expect(verdictsOn(constant(`run of ${name}`, command(name)), "TL4043")).toEqual({});
  });

  test("TL4046: a fact of the run in a longer text", () => {
    expect(verdictsOn(constant("run {{$.pipeline_job_name}}"), "TL4046")).toEqual(onKfp);
    expect(verdictsOn(constant("{{$.pipeline_root}}"), "TL4046")).toEqual(onKfp);
    for (const fine of ["{{$.pipeline_job_name}}", "{{$.workspace_path}}/data"]) expect(verdictsOn(constant(fine), "TL4046")).toEqual({});
  });

  test("TL4044: in a list or an object", () => {
    const structure = (value: string) => `
inputs: {parameters: {rate: {parameterType: NUMBER_DOUBLE}}}
tasks:
  train:
    componentRef: {name: comp-train}
    inputs: {parameters: {rate: {componentInputParameter: rate}, config: {runtimeValue: {constant: {rates: ["${value}"]}}}}}
components: {comp-train: {inputDefinitions: {parameters: {rate: {parameterType: NUMBER_DOUBLE}, config: {parameterType: STRUCT}}}}}`;
    expect(verdictsOn(structure("{{$.inputs.parameters['rate']}}"), "TL4044")).toEqual(onKfp);
    expect(verdictsOn(structure("{{rate}}"), "TL4044")).toEqual({});
  });

  test("TL4045: into a group", () => {
    const group = (value: string) => `
inputs: {parameters: {name: ${text}}}
tasks: {nested: {componentRef: {name: comp-nested}, inputs: {parameters: {name: {componentInputParameter: name}, title: {runtimeValue: {constant: "${value}"}}}}}}
components:
  comp-train: {}
  comp-nested: {inputDefinitions: {parameters: {name: ${text}, title: ${text}}}, dag: {tasks: {train: {componentRef: {name: comp-train}}}}}`;
    expect(verdictsOn(group(`run of ${name}`), "TL4045")).toEqual(onKfp);
    expect(verdictsOn(group("run"), "TL4045")).toEqual({});
  });
});

describe("commands", () => {
  const ifPresent = (input: string, ...then: unknown[]) => JSON.stringify({ IfPresent: { InputName: input, Then: then } });

  test("TL4047: Concat", () => {
    expect(verdictsOn(yaml({ executor: command('{"Concat": ["a", "b"]}') }), "TL4047")).toEqual(onKfp);
    expect(verdictsOn(yaml({ executor: command('{"concat": ["a"]}', name) }), "TL4047")).toEqual({});
  });

  test.each([
    ["on an artifact", ifPresent("model", "--model")],
    ["with another structure in it", ifPresent("name", { Concat: ["--name=", name] })],
    ["with a path of an output", ifPresent("name", "{{$.outputs.parameters['score'].output_file}}")],
  ])("TL4048: IfPresent %s", (how, argument) => {
    const executor = yaml({ executor: command(argument) });
    expect(verdictsOn(executor, "TL4048")).toEqual(onKfp);
    expect(placesOf(executor, "TL4048")[0]).toContain(how);
  });

  test("TL4048: IfPresent on a parameter with flat texts is fine", () => {
    expect(verdictsOn(yaml({ executor: command(ifPresent("name", "--name", name)) }), "TL4048")).toEqual({});
  });

  test.each([
    ["a placeholder", name],
    ["IfPresent", ifPresent("name", "--name")],
  ])("TL4049: a default that is read by %s", (_what, argument) => {
    const defaults = ", isOptional: true, defaultValue: a";
    const inputs = "rate: {componentInputParameter: rate}";
    expect(verdictsOn(yaml({ executor: command(argument), defaults, inputs }), "TL4049")).toEqual(onKfp);
    expect(verdictsOn(yaml({ executor: command(argument), defaults }), "TL4049")).toEqual({});
    expect(verdictsOn(yaml({ executor: command("{{$}}"), defaults, inputs }), "TL4049")).toEqual({});
  });

  test.each([
    "{{$.inputs.artifacts['model']}}",
    "{{$.inputs.artifacts['model'].metadata['a']}}",
    "{{$.outputs.output_file}}",
    "{{$.pipeline_root}}",
  ])("TL4050: %s is not replaced", (placeholder) => {
    expect(verdictsOn(yaml({ executor: command(`--x=${placeholder}`) }), "TL4050")).toEqual(onKfp);
  });

  test("TL4050: nothing but the executor input is replaced in the program's name", () => {
    const program = (word: string) => yaml({ executor: `container: {image: x, command: ["${word}"]}` });
    expect(placesOf(program(name), "TL4050")[0]).toContain("as the program");
    expect(verdictsOn(program("{{$}}"), "TL4050")).toEqual({});
  });

  test("TL4050: parameters, paths and URIs are replaced", () => {
    const fine = [name, "{{$.inputs.artifacts['model'].uri}}", "{{$.outputs.parameters['score'].output_file}}", "{{$}}"];
    expect(verdictsOn(yaml({ executor: command(...fine) }), "TL4050")).toEqual({});
  });
});

test("TL4051: settings for Kubernetes", () => {
  const platforms = "\nplatforms: {kubernetes: {deploymentSpec: {executors: {exec-comp-train: {imagePullPolicy: Always}}}}}";
  expect(verdictsOn(yaml({}) + platforms, "TL4051")).toEqual({ vertex: "warning", local: "note" });
  expect(verdictsOn(yaml({}), "TL4051")).toEqual({});
});

test("TL4052: commands that are too large, by their number of runs", () => {
  const loop = (items: number, bytes: number) => `
tasks: {loop: {componentRef: {name: comp-body}, parameterIterator: {items: {raw: '${JSON.stringify(Array(items).fill(1))}'}, itemInput: item}}}
components:
  comp-step: {executor: {container: {image: x, command: [${"x".repeat(bytes)}]}}}
  comp-body: {inputDefinitions: {parameters: {item: {parameterType: NUMBER_DOUBLE}}}, dag: {tasks: {a: {componentRef: {name: comp-step}}, b: {componentRef: {name: comp-step}}}}}`;
  expect(verdictsOn(loop(12, 10_240), "TL4052")).toEqual({ kfp: "warning", argo: "warning" });
  expect(placesOf(loop(12, 10_240), "TL4052", "kfp")).toEqual([
    "spec.root: The commands of the pipeline's tasks take 960 KiB in a workflow, over 900 KiB.",
  ]);
  expect(verdictsOn(loop(11, 10_240), "TL4052")).toEqual({});
});

test.each([
  ["a resolver", "resolver: {outputArtifactQueries: {}}"],
  ["a custom job", "customJob: {customJob: {}}"],
])("TL4054: %s", (what, executor) => {
  const found = yaml({ executor });
  expect(verdictsOn(found, "TL4054")).toEqual({ kfp: "error", argo: "error", local: "error", none: "warning" });
  expect(placesOf(found, "TL4054")[0]).toContain(what);
  expect(verdictsOn(yaml({}), "TL4054")).toEqual({});
});

describe("importers", () => {
  const importer = ({ uri = "{runtimeValue: {constant: 's3://a/b'}}", task = "", metadata = "", loop = "" }) => `
inputs: {parameters: {uri: ${text}, on: {parameterType: BOOLEAN}}}
tasks:
  find: {componentRef: {name: comp-find}}
  group:
    componentRef: {name: comp-group}
    inputs: {parameters: {uri: {componentInputParameter: uri}}}
    ${loop}
components:
  comp-find: {outputDefinitions: {parameters: {uri: ${text}}}}
  comp-read: {inputDefinitions: {artifacts: {model: {artifactType: {schemaTitle: system.Model}}}}}
  comp-group:
    inputDefinitions: {parameters: {uri: ${text}, item: {parameterType: STRING, isOptional: true}}}
    dag:
      tasks:
        find: {componentRef: {name: comp-find}}
        importer: {componentRef: {name: comp-importer}, inputs: {parameters: {uri: ${uri}}}${task}}
        read: {componentRef: {name: comp-read}, inputs: {artifacts: {model: {taskOutputArtifact: {producerTask: importer, outputArtifactKey: artifact}}}}}
  comp-importer:
    inputDefinitions: {parameters: {uri: ${text}}}
    outputDefinitions: {artifacts: {artifact: {artifactType: {schemaTitle: system.Model}}}}
    executor: {importer: {artifactUri: {runtimeParameter: uri}, typeSchema: {schemaTitle: system.Model}${metadata}}}`;

  test.each([
    ["TL4037", "a URI of a task", { uri: "{taskOutputParameter: {producerTask: find, outputParameterKey: uri}}" }, onKfp],
    ["TL4038", "a condition", { task: ", triggerPolicy: {condition: \"inputs.parameter_values['uri'] != ''\"}" }, onKfp],
    ["TL4039", "another name", { task: ", taskInfo: {name: Base model}" }, onKfp],
    ["TL4040", "a loop", { loop: `parameterIterator: {items: {raw: '["a"]'}, itemInput: item}` }, onKfp],
    ["TL4041", "metadata with a placeholder", { metadata: `, metadata: {days: ["{{$.inputs.parameters['uri']}}"]}` }, onKfp],
    ["TL4042", "a URI of a run", { uri: "{componentInputParameter: uri}" }, { argo: "error" }],
  ])("%s: %s", (code, _what, options, verdicts) => {
    expect(verdictsOn(importer(options), code)).toEqual(verdicts);
    expect(verdictsOn(importer({ task: ", taskInfo: {name: importer}", metadata: ", metadata: {days: [1.0]}" }), code)).toEqual({});
  });

  test("TL4042: a constant that a caller gives is known", () => {
    const given = importer({ uri: "{componentInputParameter: uri}" }).replace(
      "{uri: {componentInputParameter: uri}}",
      "{uri: {runtimeValue: {constant: 's3://a/b'}}}",
    );
    expect(verdictsOn(given, "TL4042")).toEqual({});
  });
});
