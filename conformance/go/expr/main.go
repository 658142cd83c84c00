// Evaluates expressions as Argo's controller does, with its own substitution of tags, and so with the expr-lang that it has.
//
//	expr < questions > answers
//
// Each line of the input is a JSON object: {"when", "parameters"} with the `when` of a task and the texts of the input parameters of the
// template around, or {"argument", "parameters"} with the value of an argument. The line of the output is {"value"}, a boolean or the
// argument's text, or {"error"}.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strings"

	"github.com/argoproj/argo-workflows/v4/util/logging"
	"github.com/argoproj/argo-workflows/v4/util/template"
)

type question struct {
	When       *string           `json:"when"`
	Argument   *string           `json:"argument"`
	Parameters map[string]string `json:"parameters"`
}

type answer struct {
	Value any    `json:"value,omitempty"`
	Error string `json:"error,omitempty"`
}

func main() {
	ctx := logging.WithLogger(context.Background(), logging.NewSlogLoggerCustom(logging.Error, logging.Text, os.Stderr))
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
		value, err := one.answer(ctx)
		if err != nil {
			err = answers.Encode(answer{Error: err.Error()})
		} else {
			err = answers.Encode(answer{Value: value})
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}

func (q question) answer(ctx context.Context) (any, error) {
	if q.Argument != nil {
		return q.replaced(ctx, *q.Argument)
	}
	when, err := q.replaced(ctx, *q.When)
	if err != nil {
		return nil, err
	}
	return decide(when)
}

// replaced is a text after both passes that Argo makes over a DAG's tasks: of its template, where what fails is left for later, and of
// the task.
func (q question) replaced(ctx context.Context, text string) (string, error) {
	parameters := map[string]any{}
	for name, value := range q.Parameters {
		parameters["inputs.parameters."+name] = value
	}
	bytes, err := json.Marshal(text)
	if err != nil {
		return "", err
	}
	inTemplate, err := template.Replace(ctx, string(bytes), parameters, true)
	if err != nil {
		return "", err
	}
	inTask, err := template.ReplaceStrictAny(ctx, inTemplate, parameters, []string{"tasks", "steps"})
	if err != nil {
		return "", err
	}
	var result string
	if err := json.Unmarshal([]byte(inTask), &result); err != nil {
		return "", err
	}
	if strings.Contains(result, "{{") {
		return "", fmt.Errorf("not resolved: %s", result)
	}
	return result, nil
}

// decide reads the text of a `when` whose tags are replaced. Argo would take it for an expression of govaluate; what we write is a truth.
func decide(when string) (bool, error) {
	switch when {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, fmt.Errorf("the condition is %s, not bool", when)
}
