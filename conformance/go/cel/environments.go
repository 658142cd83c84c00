package main

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/structpb"
)

// environments are the two that the driver has (backend/src/v2/expression/expression.go): the variables are the fields of an
// ExecutorInput or of a Value, the functions those of CEL's standard library and parseJson.
type environments struct {
	executorInput protoreflect.MessageDescriptor
	condition     *compiler
	selector      *compiler
}

// compiler keeps what it has compiled: most texts are asked for many inputs.
type compiler struct {
	env      *cel.Env
	programs map[string]cel.Program
}

func newEnvironments(executorInput protoreflect.MessageDescriptor) (*environments, error) {
	parseJSON := cel.Function("parseJson",
		cel.Overload("parse_json", []*cel.Type{cel.StringType}, cel.DynType, cel.UnaryBinding(parsedJSON)))
	condition, err := cel.NewEnv(cel.DeclareContextProto(executorInput), parseJSON)
	if err != nil {
		return nil, err
	}
	selector, err := cel.NewEnv(cel.DeclareContextProto((&structpb.Value{}).ProtoReflect().Descriptor()), parseJSON)
	if err != nil {
		return nil, err
	}
	return &environments{
		executorInput: executorInput,
		condition:     &compiler{condition, map[string]cel.Program{}},
		selector:      &compiler{selector, map[string]cel.Program{}},
	}, nil
}

func parsedJSON(text ref.Val) ref.Val {
	var value any
	if err := json.Unmarshal([]byte(text.(types.String)), &value); err != nil {
		return types.NewErr("parseJson: %s", err)
	}
	return types.DefaultTypeAdapter.NativeToValue(value)
}

// decide evaluates a trigger policy's condition. All fields of the ExecutorInput are variables, those that are not set too.
func (e *environments) decide(text string, input json.RawMessage) (any, error) {
	message := dynamicpb.NewMessage(e.executorInput)
	if err := protojson.Unmarshal(input, message); err != nil {
		return nil, err
	}
	variables, err := fields(message, func(*types.FieldType) bool { return true })
	if err != nil {
		return nil, err
	}
	result, err := e.condition.evaluate(text, variables)
	if err != nil {
		return nil, err
	}
	if truth, ok := result.Value().(bool); ok {
		return truth, nil
	}
	return nil, fmt.Errorf("the condition is %s, not bool", result.Type().TypeName())
}

// choose evaluates a parameter's selector. The field of the Value that is set is a variable, and string_value always.
func (e *environments) choose(text string, value json.RawMessage) (any, error) {
	message := &structpb.Value{}
	if err := protojson.Unmarshal(value, message); err != nil {
		return nil, err
	}
	variables, err := fields(message, func(field *types.FieldType) bool { return field.IsSet(message) })
	if err != nil {
		return nil, err
	}
	if variables["string_value"], err = textOf(message); err != nil {
		return nil, err
	}
	result, err := e.selector.evaluate(text, variables)
	if err != nil {
		return nil, err
	}
	taken, err := valueOf(result.Value())
	if err != nil {
		return nil, err
	}
	encoded, err := protojson.Marshal(taken)
	return json.RawMessage(encoded), err
}

func (c *compiler) evaluate(text string, variables map[string]any) (ref.Val, error) {
	program, known := c.programs[text]
	if !known {
		ast, issues := c.env.Compile(text)
		if issues != nil && issues.Err() != nil {
			return nil, issues.Err()
		}
		var err error
		if program, err = c.env.Program(ast); err != nil {
			return nil, err
		}
		c.programs[text] = program
	}
	result, _, err := program.Eval(variables)
	return result, err
}

// fields are those of a message as cel-go reads them.
func fields(message proto.Message, wanted func(*types.FieldType) bool) (map[string]any, error) {
	registry, err := types.NewRegistry(message)
	if err != nil {
		return nil, err
	}
	descriptor := message.ProtoReflect().Descriptor()
	values := map[string]any{}
	for i := range descriptor.Fields().Len() {
		name := descriptor.Fields().Get(i).TextName()
		field, found := registry.FindStructFieldType(string(descriptor.FullName()), name)
		if !found {
			return nil, fmt.Errorf("cel-go does not find the field %s", name)
		}
		if !wanted(field) {
			continue
		}
		if values[name], err = field.GetFrom(message); err != nil {
			return nil, err
		}
	}
	return values, nil
}

// valueOf is what the driver takes a selector's result for.
func valueOf(native any) (*structpb.Value, error) {
	switch value := native.(type) {
	case *structpb.ListValue:
		return structpb.NewListValue(value), nil
	case *structpb.Struct:
		return structpb.NewStructValue(value), nil
	case proto.Message:
		return nil, errors.New("a message cannot be a parameter")
	default:
		return structpb.NewValue(native)
	}
}
