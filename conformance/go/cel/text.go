package main

import (
	"encoding/json"
	"strconv"

	"google.golang.org/protobuf/types/known/structpb"
)

// textOf is a parameter's value as the driver writes it into texts (backend/src/v2/metadata/converter.go): a list or struct is JSON.
func textOf(value *structpb.Value) (string, error) {
	switch kind := value.GetKind().(type) {
	case *structpb.Value_StringValue:
		return kind.StringValue, nil
	case *structpb.Value_NumberValue:
		return strconv.FormatFloat(kind.NumberValue, 'f', -1, 64), nil
	case *structpb.Value_BoolValue:
		return strconv.FormatBool(kind.BoolValue), nil
	case *structpb.Value_NullValue:
		return "", nil
	default:
		bytes, err := json.Marshal(value)
		return string(bytes), err
	}
}
