package main

import (
	"fmt"
	"os"

	_ "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	_ "google.golang.org/protobuf/types/known/structpb"
)

// executorInputDescriptor reads the message ml_pipelines.ExecutorInput. What pipeline_spec.proto imports is linked into this program,
// so that google.protobuf.Value and Struct are the types that cel-go knows.
func executorInputDescriptor(path string) (protoreflect.MessageDescriptor, error) {
	bytes, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	set := &descriptorpb.FileDescriptorSet{}
	if err := proto.Unmarshal(bytes, set); err != nil {
		return nil, err
	}
	for _, file := range set.GetFile() {
		if file.GetPackage() != "ml_pipelines" {
			continue
		}
		descriptor, err := protodesc.NewFile(file, protoregistry.GlobalFiles)
		if err != nil {
			return nil, err
		}
		if message := descriptor.Messages().ByName("ExecutorInput"); message != nil {
			return message, nil
		}
	}
	return nil, fmt.Errorf("%s: there is no ml_pipelines.ExecutorInput", path)
}
