// Evaluates CEL as the driver of Kubeflow Pipelines does, with the same cel-go and the same environments.
//
//	cel <descriptors> < questions > answers
//
// The argument is a file with the descriptors of KFP's pipeline_spec.proto (a FileDescriptorSet). Each line of the input is a JSON
// object: {"condition", "input"} with an ExecutorInput, or {"selector", "value"} with the JSON value of a parameter. The line of the
// output is {"value"} or {"error"}.
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
)

type question struct {
	Condition *string         `json:"condition"`
	Input     json.RawMessage `json:"input"`
	Selector  *string         `json:"selector"`
	Value     json.RawMessage `json:"value"`
}

type answer struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: cel <descriptors> < questions > answers")
	}
	executorInput, err := executorInputDescriptor(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	environments, err := newEnvironments(executorInput)
	if err != nil {
		log.Fatal(err)
	}
	questions := bufio.NewReader(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for {
		line, err := questions.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var one question
		if err := json.Unmarshal(line, &one); err != nil {
			log.Fatal(err)
		}
		if err := answers.Encode(environments.answer(one)); err != nil {
			log.Fatal(err)
		}
	}
}

func (e *environments) answer(one question) answer {
	var value any
	var err error
	if one.Condition != nil {
		value, err = e.decide(*one.Condition, one.Input)
	} else {
		value, err = e.choose(*one.Selector, one.Value)
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Value: value}
}
