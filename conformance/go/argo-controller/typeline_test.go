package controller

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
	"time"

	apiv1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"sigs.k8s.io/yaml"

	wfv1 "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/util/logging"
	"github.com/argoproj/argo-workflows/v4/workflow/common"
)

// TestTypeline runs workflows in Argo's own controller, whose clients are fakes. It uses what the tests of the controller's package have
// for themselves, so it is compiled in a copy of Argo's sources, in that package.
//
// It is a program that talks in lines: each line of standard input is a question, and an answer is a line of standard output that begins
// with @@, since Argo may print too. A run is asked for with {"manifests", "parameters"}. Then {"pod"} tells of a pod that would start now;
// the line read next says how it ended, or {"hold": true} if it shall run for another round. {"end"} tells how the run ended.
func TestTypeline(t *testing.T) {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	ctx := logging.WithLogger(t.Context(), logging.NewSlogLoggerCustom(logging.Error, logging.JSON, os.Stderr))
	for {
		var asked question
		if !readLine(in, &asked) {
			return
		}
		say("end", newRun(ctx, asked, in).toEnd())
	}
}

// question is one run: the manifests of a pipeline, of which the last WorkflowTemplate or Workflow runs, and its arguments.
type question struct {
	Manifests  []json.RawMessage `json:"manifests"`
	Parameters map[string]string `json:"parameters"`
}

// startedPod is a pod as its container and Argo's executor see it.
type startedPod struct {
	Node     string `json:"node"`
	Template string `json:"template"`
	// Component is the label that our manifests put on pods.
	Component string            `json:"component"`
	Inputs    map[string]string `json:"inputs"`
	// Artifacts has the keys of the input artifacts that are there.
	Artifacts map[string]string `json:"artifacts"`
	Image     string            `json:"image"`
	Command   []string          `json:"command"`
	Args      []string          `json:"args"`
	Env       map[string]string `json:"env"`
	// Keys says where the output artifacts go.
	Keys map[string]string `json:"keys"`
	// Round counts how often the controller had looked at the workflow when the pod was there.
	Round int `json:"round"`
}

// endedPod says what its container did: texts of files for output parameters, and which artifacts it wrote.
type endedPod struct {
	Hold       bool              `json:"hold"`
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
	// Problem says that the judge itself could not go on.
	Problem string            `json:"problem,omitempty"`
	Phase   string            `json:"phase"`
	Message string            `json:"message,omitempty"`
	Stuck   bool              `json:"stuck,omitempty"`
	Outputs map[string]string `json:"outputs"`
	Nodes   []endedNode       `json:"nodes"`
	Pods    int               `json:"pods"`
}

func readLine(in *bufio.Reader, value any) bool {
	line, err := in.ReadBytes('\n')
	if len(line) == 0 && err != nil {
		return false
	}
	must(json.Unmarshal(line, value))
	return true
}

func say(what string, value any) {
	text, err := json.Marshal(map[string]any{what: value})
	must(err)
	fmt.Printf("@@%s\n", text)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

const (
	namespace = "default"
	// Rounds without any change, after which nothing will happen any more.
	patience = 3
	// Rounds after which a run is stuck that changes again and again.
	longest = 1000
	// How long informers of fakes may take to hear of a change.
	informed = 10 * time.Second
)

// run is one workflow in the hands of the controller.
type run struct {
	ctx        context.Context
	in         *bufio.Reader
	workflow   *wfv1.Workflow
	cancel     context.CancelFunc
	controller *WorkflowController
	woc        *wfOperationCtx
	round      int
}

func newRun(ctx context.Context, asked question, in *bufio.Reader) *run {
	workflow, templates := read(asked)
	// The fake recorder of the controller's tests stops who writes a 65th event; one without a channel forgets them.
	options := []any{workflow, defaultServiceAccount, func(controller *WorkflowController) {
		controller.eventRecorderManager = &testEventRecorderManager{eventRecorder: &record.FakeRecorder{}}
	}}
	for _, template := range templates {
		options = append(options, template)
	}
	cancel, controller := newController(ctx, options...)
	return &run{ctx: ctx, in: in, workflow: workflow, cancel: cancel, controller: controller}
}

// read gives what a user would submit: a run of the last WorkflowTemplate, or the Workflow; and the templates.
func read(asked question) (*wfv1.Workflow, []*wfv1.WorkflowTemplate) {
	var templates []*wfv1.WorkflowTemplate
	workflow := &wfv1.Workflow{}
	for _, text := range asked.Manifests {
		var kind metav1.TypeMeta
		must(yaml.Unmarshal(text, &kind))
		switch kind.Kind {
		case "WorkflowTemplate":
			template := &wfv1.WorkflowTemplate{}
			must(yaml.UnmarshalStrict(text, template))
			template.Namespace = namespace
			templates = append(templates, template)
			workflow = &wfv1.Workflow{Spec: wfv1.WorkflowSpec{WorkflowTemplateRef: &wfv1.WorkflowTemplateRef{Name: template.Name}}}
		case "Workflow":
			workflow = &wfv1.Workflow{}
			must(yaml.UnmarshalStrict(text, workflow))
		}
	}
	workflow.Name, workflow.GenerateName = "run-1", ""
	workflow.Namespace = namespace
	workflow.UID = "1-2-3"
	workflow.CreationTimestamp = metav1.NewTime(time.Date(2026, 11, 2, 3, 4, 5, 0, time.UTC))
	for _, name := range sorted(asked.Parameters) {
		parameter := wfv1.Parameter{Name: name, Value: wfv1.AnyStringPtr(asked.Parameters[name])}
		workflow.Spec.Arguments.Parameters = append(workflow.Spec.Arguments.Parameters, parameter)
	}
	return workflow, templates
}

func sorted(values map[string]string) []string {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// toEnd lets the controller look at the workflow again and again, and between that ends its pods.
func (r *run) toEnd() (ended endedRun) {
	defer r.cancel()
	defer func() {
		if problem := recover(); problem != nil {
			ended.Problem = fmt.Sprint(problem)
		}
	}()
	r.woc = newWorkflowOperationCtx(r.ctx, r.workflow, r.controller)
	for quiet := 0; quiet < patience && r.round < longest && !r.woc.wf.Status.Fulfilled(); {
		r.round++
		before := fingerprint(r.woc.wf)
		r.woc.operate(r.ctx)
		pods := r.endPods()
		r.waitForInformers()
		r.woc = newWorkflowOperationCtx(r.ctx, r.woc.wf, r.controller)
		waited := r.passBackoffs()
		if pods > 0 || waited || before != fingerprint(r.woc.wf) {
			quiet = 0
		} else {
			quiet++
		}
	}
	return r.ending()
}

func fingerprint(wf *wfv1.Workflow) string {
	text, err := json.Marshal(wf.Status.Nodes)
	must(err)
	return string(wf.Status.Phase) + string(text)
}

// passBackoffs lets the time pass that a retry waits for: the attempts before it have ended a day ago.
func (r *run) passBackoffs() bool {
	passed := false
	for _, node := range r.woc.wf.Status.Nodes {
		if node.Type != wfv1.NodeTypeRetry || !strings.HasPrefix(node.Message, "Backoff for") {
			continue
		}
		for _, id := range node.Children {
			child, err := r.woc.wf.Status.Nodes.Get(id)
			must(err)
			if child.Fulfilled() && time.Since(child.FinishedAt.Time) < 24*time.Hour {
				older := child.DeepCopy()
				older.FinishedAt = metav1.NewTime(older.FinishedAt.Add(-25 * time.Hour))
				r.woc.wf.Status.Nodes.Set(r.ctx, id, *older)
				passed = true
			}
		}
	}
	return passed
}

func (r *run) pods() []apiv1.Pod {
	list, err := r.controller.kubeclientset.CoreV1().Pods(namespace).List(r.ctx, metav1.ListOptions{})
	must(err)
	sort.Slice(list.Items, func(i, j int) bool { return nodeName(&list.Items[i]) < nodeName(&list.Items[j]) })
	return list.Items
}

func nodeName(pod *apiv1.Pod) string {
	return pod.Annotations[common.AnnotationKeyNodeName]
}

func isOver(pod *apiv1.Pod) bool {
	return pod.Status.Phase == apiv1.PodSucceeded || pod.Status.Phase == apiv1.PodFailed
}

// endPods asks of each pod how it ends, and counts them.
func (r *run) endPods() int {
	count := 0
	pods := r.pods()
	for i := range pods {
		pod := &pods[i]
		if isOver(pod) {
			continue
		}
		count++
		template := r.templateOf(pod)
		say("pod", r.describe(pod, template))
		var ended endedPod
		if !readLine(r.in, &ended) {
			panic("the other side is gone")
		}
		if ended.Hold {
			pod.Status.Phase = apiv1.PodRunning
			r.update(pod)
		} else {
			r.end(pod, template, ended)
		}
	}
	return count
}

// templateOf is the template as Argo's executor reads it in the pod: all tags are replaced.
func (r *run) templateOf(pod *apiv1.Pod) *wfv1.Template {
	for _, container := range append(append([]apiv1.Container{}, pod.Spec.InitContainers...), pod.Spec.Containers...) {
		for _, variable := range container.Env {
			if variable.Name != common.EnvVarTemplate {
				continue
			}
			text := variable.Value
			if text == common.EnvVarTemplateOffloaded {
				text = r.offloaded(pod, common.EnvVarTemplate)
			}
			template := &wfv1.Template{}
			must(json.Unmarshal([]byte(text), template))
			return template
		}
	}
	panic(pod.Name + " has no template")
}

// offloaded is what did not fit into the pod, and lies in a config map of its name.
func (r *run) offloaded(pod *apiv1.Pod, name string) string {
	stored, err := r.controller.kubeclientset.CoreV1().ConfigMaps(namespace).Get(r.ctx, pod.Name, metav1.GetOptions{})
	must(err)
	return stored.Data[name]
}

func (r *run) describe(pod *apiv1.Pod, template *wfv1.Template) startedPod {
	told := startedPod{
		Node: nodeName(pod), Template: template.Name, Component: pod.Labels["typeline.dev/component"], Round: r.round,
		Inputs: map[string]string{}, Artifacts: map[string]string{}, Env: map[string]string{}, Keys: map[string]string{},
	}
	// The template in the pod has its parameters filled in, and no list of them.
	node, err := r.woc.wf.Status.Nodes.Get(r.woc.nodeID(pod))
	must(err)
	if node.Inputs != nil {
		for _, parameter := range node.Inputs.Parameters {
			told.Inputs[parameter.Name] = parameter.Value.String()
		}
	}
	for _, artifact := range template.Inputs.Artifacts {
		if key, err := artifact.GetKey(); err == nil && key != "" {
			told.Artifacts[artifact.Name] = key
		}
	}
	for _, artifact := range template.Outputs.Artifacts {
		if key, err := artifact.GetKey(); err == nil {
			told.Keys[artifact.Name] = key
		}
	}
	for _, container := range pod.Spec.Containers {
		if container.Name == common.MainContainerName {
			r.describeContainer(pod, container, &told)
		}
	}
	return told
}

func (r *run) describeContainer(pod *apiv1.Pod, container apiv1.Container, told *startedPod) {
	told.Image = container.Image
	told.Command, told.Args = afterExecutor(container.Command), container.Args
	for _, variable := range container.Env {
		if variable.Name == common.EnvVarContainerArgsFile {
			must(json.Unmarshal([]byte(r.offloaded(pod, common.EnvVarContainerArgsFile)), &told.Args))
		} else if variable.ValueFrom == nil && !strings.HasPrefix(variable.Name, "ARGO_") {
			told.Env[variable.Name] = variable.Value
		}
	}
}

// afterExecutor is the command that Argo's executor starts in the container: what stands after `argoexec emissary … --`.
func afterExecutor(command []string) []string {
	for i, word := range command {
		if word == "--" {
			return command[i+1:]
		}
	}
	return command
}

// end does what the kubelet and Argo's executor do at the end of a container.
func (r *run) end(pod *apiv1.Pod, template *wfv1.Template, ended endedPod) {
	phase, code := wfv1.NodeSucceeded, int32(0)
	pod.Status.Phase = apiv1.PodSucceeded
	if !ended.Succeeded {
		phase, code = wfv1.NodeFailed, 1
		pod.Status.Phase, pod.Status.Message = apiv1.PodFailed, "failed as it was told"
	}
	withExitCode(code)(pod, r.woc)
	outputs := &wfv1.Outputs{}
	if ended.Succeeded {
		outputs = outputsOf(pod, template, ended)
	}
	r.report(r.woc.nodeID(pod), phase, outputs)
	r.update(pod)
}

func (r *run) update(pod *apiv1.Pod) {
	_, err := r.controller.kubeclientset.CoreV1().Pods(namespace).Update(r.ctx, pod, metav1.UpdateOptions{})
	must(err)
}

// outputsOf reads the files of output parameters as the executor does: it takes one newline off the end, and where a file is missing it
// takes the default, or fails.
func outputsOf(pod *apiv1.Pod, template *wfv1.Template, ended endedPod) *wfv1.Outputs {
	outputs := &wfv1.Outputs{}
	for _, parameter := range template.Outputs.Parameters {
		text, written := ended.Parameters[parameter.Name]
		if !written {
			if parameter.ValueFrom == nil || parameter.ValueFrom.Default == nil {
				panic(fmt.Sprintf("%s: no file was written for the output %s", nodeName(pod), parameter.Name))
			}
			text = parameter.ValueFrom.Default.String()
		}
		parameter.Value = wfv1.AnyStringPtr(strings.TrimSuffix(text, "\n"))
		outputs.Parameters = append(outputs.Parameters, parameter)
	}
	made := map[string]bool{}
	for _, name := range ended.Artifacts {
		made[name] = true
	}
	for _, artifact := range template.Outputs.Artifacts {
		if made[artifact.Name] {
			outputs.Artifacts = append(outputs.Artifacts, artifact)
		} else if !artifact.Optional {
			panic(fmt.Sprintf("%s: the artifact %s was not written", nodeName(pod), artifact.Name))
		}
	}
	return outputs
}

// report stores what a pod gives, as the executor does.
func (r *run) report(nodeID string, phase wfv1.NodePhase, outputs *wfv1.Outputs) {
	result := &wfv1.WorkflowTaskResult{
		ObjectMeta: metav1.ObjectMeta{
			Name:   nodeID,
			Labels: map[string]string{common.LabelKeyWorkflow: r.woc.wf.Name, common.LabelKeyReportOutputsCompleted: "true"},
		},
		NodeResult: wfv1.NodeResult{Phase: phase, Outputs: outputs},
	}
	_, err := r.controller.wfclientset.ArgoprojV1alpha1().WorkflowTaskResults(namespace).Create(r.ctx, result, metav1.CreateOptions{})
	must(err)
}

// waitForInformers returns when the controller has heard of all pods, as they are, and of all results.
func (r *run) waitForInformers() {
	results, err := r.controller.wfclientset.ArgoprojV1alpha1().WorkflowTaskResults(namespace).List(r.ctx, metav1.ListOptions{})
	must(err)
	pods := r.pods()
	until := time.Now().Add(informed)
	for !r.isInformed(pods, results.Items) {
		if time.Now().After(until) {
			panic("the informers do not hear of pods and their results")
		}
		time.Sleep(time.Millisecond)
	}
}

func (r *run) isInformed(pods []apiv1.Pod, results []wfv1.WorkflowTaskResult) bool {
	known := r.controller.PodController.TestingPodInformer().GetStore()
	for i := range pods {
		found := stored(known, pods[i].Name)
		if found == nil || found.(*apiv1.Pod).Status.Phase != pods[i].Status.Phase {
			return false
		}
	}
	for i := range results {
		if stored(r.controller.taskResultInformer.GetStore(), results[i].Name) == nil {
			return false
		}
	}
	return true
}

func stored(store cache.Store, name string) any {
	found, exists, err := store.GetByKey(namespace + "/" + name)
	must(err)
	if !exists {
		return nil
	}
	return found
}

func (r *run) ending() endedRun {
	status := r.woc.wf.Status
	ended := endedRun{
		Phase: string(status.Phase), Message: status.Message, Stuck: !status.Fulfilled(),
		Outputs: texts(status.Outputs), Pods: len(r.pods()),
	}
	for _, node := range status.Nodes {
		ended.Nodes = append(ended.Nodes, endedNode{
			Name: node.Name, Type: string(node.Type), Phase: string(node.Phase), Message: node.Message, Outputs: texts(node.Outputs),
		})
	}
	sort.Slice(ended.Nodes, func(i, j int) bool { return ended.Nodes[i].Name < ended.Nodes[j].Name })
	return ended
}

func texts(outputs *wfv1.Outputs) map[string]string {
	texts := map[string]string{}
	if outputs != nil {
		for _, parameter := range outputs.Parameters {
			texts[parameter.Name] = parameter.Value.String()
		}
	}
	return texts
}
