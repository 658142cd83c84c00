// Lints Argo manifests as `argo lint --strict` does, with Argo's own validator.
//
//	argo-lint < paths > findings
//
// Each line of the input is a JSON array of paths of manifests that are judged together: a manifest may name the templates of another
// one in its array. The line of the output is a JSON array of what is wrong, empty where nothing is.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	wfv1 "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/util/logging"
	"github.com/argoproj/argo-workflows/v4/workflow/common"
	"github.com/argoproj/argo-workflows/v4/workflow/validate"
)

type templates map[string]*wfv1.WorkflowTemplate

func (known templates) Get(_ context.Context, name string) (*wfv1.WorkflowTemplate, error) {
	if template, ok := known[name]; ok {
		return template, nil
	}
	return nil, fmt.Errorf("there is no WorkflowTemplate %q", name)
}

type noClusterTemplates struct{}

func (noClusterTemplates) Get(_ context.Context, name string) (*wfv1.ClusterWorkflowTemplate, error) {
	return nil, fmt.Errorf("there is no ClusterWorkflowTemplate %q", name)
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
		var paths []string
		if err := json.Unmarshal(line, &paths); err != nil {
			log.Fatal(err)
		}
		if err := answers.Encode(lint(ctx, paths)); err != nil {
			log.Fatal(err)
		}
	}
}

// lint reads strictly: a field that Argo does not know, or a field that stands twice, is wrong.
func lint(ctx context.Context, paths []string) []string {
	wrong := []string{}
	known := templates{}
	var objects []common.ParseResult
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			log.Fatal(err)
		}
		for _, object := range common.ParseObjects(ctx, text, true) {
			objects = append(objects, object)
			if template, ok := object.Object.(*wfv1.WorkflowTemplate); ok && object.Err == nil {
				known[template.Name] = template
			}
		}
	}
	if len(objects) == 0 {
		return []string{"there is nothing to lint"}
	}
	for _, object := range objects {
		err := object.Err
		if err == nil {
			err = validated(ctx, known, object)
		}
		if err != nil {
			wrong = append(wrong, err.Error())
		}
	}
	return wrong
}

func validated(ctx context.Context, known templates, object common.ParseResult) error {
	cluster := noClusterTemplates{}
	switch value := object.Object.(type) {
	case *wfv1.Workflow:
		return validate.ValidateWorkflow(ctx, known, cluster, value, nil, validate.ValidateOpts{Lint: true})
	case *wfv1.WorkflowTemplate:
		return validate.ValidateWorkflowTemplate(ctx, known, cluster, value, nil, validate.ValidateOpts{Lint: true})
	case *wfv1.CronWorkflow:
		return validate.ValidateCronWorkflow(ctx, known, cluster, value, nil)
	default:
		return fmt.Errorf("%T is no manifest of Argo's", object.Object)
	}
}
