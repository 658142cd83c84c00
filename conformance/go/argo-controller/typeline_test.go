package controller

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	apiv1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/record"
	"sigs.k8s.io/yaml"

	wfv1 "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/util/logging"
	"github.com/argoproj/argo-workflows/v4/workflow/common"
)

// question is one run: the manifests of a pipeline, the one that runs last, and the parameters of the run.
type question struct {
	Manifests  []json.RawMessage `json:"manifests"`
	Parameters map[string]string `json:"parameters"`
}

// startedPod is what the other side is told of a pod, when it would start.
type startedPod struct {
	Node      string            `json:"node"`
	Component string            `json:"component"`
	Inputs    map[string]string `json:"inputs"`
	Command   []string          `json:"command"`
	Args      []string          `json:"args"`
	Env       map[string]string `json:"env"`
}

// endedPod is what the pod did.
type endedPod struct {
	Succeeded  bool              `json:"succeeded"`
	Parameters map[string]string `json:"parameters"`
	Artifacts  []string          `json:"artifacts"`
}

type endedNode struct {
	Name    string            `json:"name"`
	Type    string            `json:"type"`
	Phase   string            `json:"phase"`
	Message string            `json:"message,omitempty"`
	Outputs map[string]string `json:"outputs,omitempty"`
}

type endedRun struct {
	Phase   string            `json:"phase"`
	Message string            `json:"message,omitempty"`
	Stuck   bool              `json:"stuck,omitempty"`
	Outputs map[string]string `json:"outputs"`
	Nodes   []endedNode       `json:"nodes"`
}

const namespace = "default"

// Rounds of the controller in which nothing happens, after which a run is stuck.
const patience = 3

// Rounds after which a run is stuck that always changes.
const longest = 300

// TestTypeline runs workflows in Argo's own controller, with fake clients, as the controller's own tests do. It lies in the controller's
// package, whose means it needs, so it is compiled in a copy of Argo's sources. It answers on standard output, in lines that begin with @@:
// {"pod"} when a pod would start, whose end it then reads from standard input, and {"end"} of each run.
func TestTypeline(t *testing.T) {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) == 0 && err != nil {
			return
		}
		var one question
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatal(err)
		}
		say("end", runWorkflow(t, one, in))
	}
}

func say(what string, value any) {
	text, err := json.Marshal(map[string]any{what: value})
	if err != nil {
		panic(err)
	}
	fmt.Printf("@@%s\n", text)
}

func runWorkflow(t *testing.T, one question, in *bufio.Reader) endedRun {
	ctx := logging.WithLogger(t.Context(), logging.NewSlogLoggerCustom(logging.Error, logging.JSON, os.Stderr))
	workflow, templates := read(t, one)
	// The recorder of the controller's own tests takes 64 events, and then waits for a reader.
	unheard := func(controller *WorkflowController) {
		controller.eventRecorderManager = &testEventRecorderManager{eventRecorder: &record.FakeRecorder{}}
	}
	options := []any{workflow, defaultServiceAccount, unheard}
	for _, template := range templates {
		options = append(options, template)
	}
	cancel, controller := newController(ctx, options...)
	defer cancel()
	woc := newWorkflowOperationCtx(ctx, workflow, controller)
	quiet := 0
	for round := 0; round < longest && quiet < patience && !woc.wf.Status.Fulfilled(); round++ {
		before := fingerprint(woc.wf)
		woc.operate(ctx)
		if endPods(t, woc, in) == 0 && before == fingerprint(woc.wf) {
			quiet++
		} else {
			quiet = 0
		}
		woc = newWorkflowOperationCtx(ctx, woc.wf, controller)
	}
	return ending(woc.wf)
}

func fingerprint(wf *wfv1.Workflow) string {
	text, _ := json.Marshal(wf.Status.Nodes)
	return string(wf.Status.Phase) + string(text)
}

// read gives the workflow as a run of the last WorkflowTemplate, or as it is, and the templates that it refers to.
func read(t *testing.T, one question) (*wfv1.Workflow, []*wfv1.WorkflowTemplate) {
	var templates []*wfv1.WorkflowTemplate
	var workflow *wfv1.Workflow
	for _, text := range one.Manifests {
		var kind metav1.TypeMeta
		if err := yaml.Unmarshal(text, &kind); err != nil {
			t.Fatal(err)
		}
		switch kind.Kind {
		case "WorkflowTemplate":
			template := &wfv1.WorkflowTemplate{}
			if err := yaml.UnmarshalStrict(text, template); err != nil {
				t.Fatal(err)
			}
			template.Namespace = namespace
			templates = append(templates, template)
			workflow = &wfv1.Workflow{Spec: wfv1.WorkflowSpec{WorkflowTemplateRef: &wfv1.WorkflowTemplateRef{Name: template.Name}}}
		case "Workflow":
			workflow = &wfv1.Workflow{}
			if err := yaml.UnmarshalStrict(text, workflow); err != nil {
				t.Fatal(err)
			}
		}
	}
	workflow.Name = "run-1"
	workflow.Namespace = namespace
	workflow.UID = "1-2-3"
	workflow.CreationTimestamp = metav1.NewTime(time.Date(2026, 11, 2, 3, 4, 5, 0, time.UTC))
	names := make([]string, 0, len(one.Parameters))
	for name := range one.Parameters {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		workflow.Spec.Arguments.Parameters = append(workflow.Spec.Arguments.Parameters, wfv1.Parameter{Name: name, Value: wfv1.AnyStringPtr(one.Parameters[name])})
	}
	return workflow, templates
}

// endPods tells of each pod that has been made and not ended, ends it as it is told, and counts them.
func endPods(t *testing.T, woc *wfOperationCtx, in *bufio.Reader) int {
	ctx := logging.WithLogger(t.Context(), logging.NewSlogLoggerCustom(logging.Error, logging.JSON, os.Stderr))
	client := woc.controller.kubeclientset.CoreV1().Pods(namespace)
	pods, err := client.List(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	sort.Slice(pods.Items, func(i, j int) bool { return nodeName(&pods.Items[i]) < nodeName(&pods.Items[j]) })
	count := 0
	for i := range pods.Items {
		pod := &pods.Items[i]
		if pod.Status.Phase == apiv1.PodSucceeded || pod.Status.Phase == apiv1.PodFailed {
			continue
		}
		count++
		node, err := woc.wf.Status.Nodes.Get(woc.nodeID(pod))
		if err != nil {
			t.Fatal(err)
		}
		say("pod", describe(pod, node))
		line, err := in.ReadBytes('\n')
		if err != nil {
			t.Fatal(err)
		}
		var ended endedPod
		if err := json.Unmarshal(line, &ended); err != nil {
			t.Fatal(err)
		}
		end(t, woc, pod, node, ended)
	}
	return count
}

func nodeName(pod *apiv1.Pod) string {
	return pod.Annotations[common.AnnotationKeyNodeName]
}

func describe(pod *apiv1.Pod, node *wfv1.NodeStatus) startedPod {
	told := startedPod{Node: node.Name, Component: pod.Labels["typeline.dev/component"], Inputs: map[string]string{}, Env: map[string]string{}}
	if node.Inputs != nil {
		for _, parameter := range node.Inputs.Parameters {
			told.Inputs[parameter.Name] = parameter.Value.String()
		}
	}
	for _, container := range pod.Spec.Containers {
		if container.Name != common.MainContainerName {
			continue
		}
		words := append(append([]string{}, container.Command...), container.Args...)
		for i, word := range words {
			if word == "--" {
				words = words[i+1:]
				break
			}
		}
		own := len(words) - len(container.Args)
		told.Command, told.Args = words[:max(own, 0)], container.Args
		for _, variable := range container.Env {
			if variable.ValueFrom == nil && !strings.HasPrefix(variable.Name, "ARGO_") {
				told.Env[variable.Name] = variable.Value
			}
		}
	}
	return told
}

// end does what the kubelet and Argo's executor do: the pod's phase, and the outputs as a WorkflowTaskResult.
func end(t *testing.T, woc *wfOperationCtx, pod *apiv1.Pod, node *wfv1.NodeStatus, ended endedPod) {
	ctx := logging.WithLogger(t.Context(), logging.NewSlogLoggerCustom(logging.Error, logging.JSON, os.Stderr))
	pod.Status.Phase = apiv1.PodSucceeded
	code := int32(0)
	if !ended.Succeeded {
		pod.Status.Phase = apiv1.PodFailed
		pod.Status.Message = "failed as it was told"
		code = 1
	}
	withExitCode(code)(pod, woc)
	if _, err := woc.controller.kubeclientset.CoreV1().Pods(namespace).Update(ctx, pod, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	waitFor(t, woc, pod)
	woc.wf.Status.MarkTaskResultComplete(ctx, node.ID)
	if !ended.Succeeded {
		return
	}
	template := templateOf(t, pod)
	outputs := &wfv1.Outputs{}
	for _, parameter := range template.Outputs.Parameters {
		value, given := ended.Parameters[parameter.Name]
		if !given {
			if parameter.ValueFrom == nil || parameter.ValueFrom.Default == nil {
				t.Fatalf("%s: the output %s was not given", node.Name, parameter.Name)
			}
			value = parameter.ValueFrom.Default.String()
		}
		outputs.Parameters = append(outputs.Parameters, wfv1.Parameter{Name: parameter.Name, Value: wfv1.AnyStringPtr(value)})
	}
	made := map[string]bool{}
	for _, name := range ended.Artifacts {
		made[name] = true
	}
	for _, artifact := range template.Outputs.Artifacts {
		if made[artifact.Name] {
			outputs.Artifacts = append(outputs.Artifacts, artifact)
		}
	}
	current, err := woc.wf.Status.Nodes.Get(node.ID)
	if err != nil {
		t.Fatal(err)
	}
	current.Outputs = outputs
	woc.wf.Status.Nodes.Set(ctx, node.ID, *current)
}

// waitFor returns when the controller's own informer has seen how the pod ended.
func waitFor(t *testing.T, woc *wfOperationCtx, pod *apiv1.Pod) {
	for range 5000 {
		known, found, err := woc.controller.PodController.TestingPodInformer().GetStore().GetByKey(namespace + "/" + pod.Name)
		if err != nil {
			t.Fatal(err)
		}
		if found && known.(*apiv1.Pod).Status.Phase == pod.Status.Phase {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatalf("%s: the informer does not see its end", pod.Name)
}

// templateOf is the template as Argo's executor reads it in the pod.
func templateOf(t *testing.T, pod *apiv1.Pod) wfv1.Template {
	for _, container := range append(pod.Spec.InitContainers, pod.Spec.Containers...) {
		for _, variable := range container.Env {
			if variable.Name == common.EnvVarTemplate && variable.Value != "" {
				var template wfv1.Template
				if err := json.Unmarshal([]byte(variable.Value), &template); err != nil {
					t.Fatal(err)
				}
				return template
			}
		}
	}
	t.Fatalf("%s has no template", pod.Name)
	return wfv1.Template{}
}

func ending(wf *wfv1.Workflow) endedRun {
	run := endedRun{Phase: string(wf.Status.Phase), Message: wf.Status.Message, Stuck: !wf.Status.Fulfilled(), Outputs: map[string]string{}}
	if wf.Status.Outputs != nil {
		for _, parameter := range wf.Status.Outputs.Parameters {
			run.Outputs[parameter.Name] = parameter.Value.String()
		}
	}
	for _, node := range wf.Status.Nodes {
		told := endedNode{Name: node.Name, Type: string(node.Type), Phase: string(node.Phase), Message: node.Message}
		if node.Outputs != nil {
			told.Outputs = map[string]string{}
			for _, parameter := range node.Outputs.Parameters {
				told.Outputs[parameter.Name] = parameter.Value.String()
			}
		}
		run.Nodes = append(run.Nodes, told)
	}
	sort.Slice(run.Nodes, func(i, j int) bool { return run.Nodes[i].Name < run.Nodes[j].Name })
	return run
}
