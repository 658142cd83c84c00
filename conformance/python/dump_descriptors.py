"""Writes the descriptors of KFP's pipeline_spec.proto, a FileDescriptorSet, to the file that is named."""

import sys

from google.protobuf import descriptor_pb2
from kfp.pipeline_spec import pipeline_spec_pb2

descriptors = descriptor_pb2.FileDescriptorSet()
pipeline_spec_pb2.DESCRIPTOR.CopyToProto(descriptors.file.add())
with open(sys.argv[1], "wb") as file:
    file.write(descriptors.SerializeToString())
