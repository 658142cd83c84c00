import { afterEach, expect, test, vi } from "vitest";
import { pathOf } from "./paths.ts";

afterEach(() => vi.unstubAllEnvs());

test.each([
  ["gs://bucket/a/b", "/gcs/bucket/a/b"],
  ["s3://bucket/a", "/s3/bucket/a"],
  ["minio://mlpipeline/v2/artifacts/x", "/minio/mlpipeline/v2/artifacts/x"],
  ["oci://registry.io/models/base:1", "/oci/registry.io_models_base:1/models"],
  ["file:///tmp/a%20b", "/tmp/a b"],
  ["/data/a", "/data/a"],
  ["hf://acme/base", undefined],
  ["", undefined],
])("%s is mounted at %s", (uri, path) => {
  expect(pathOf({ uri })).toBe(path);
});

test("a path that the engine names goes before all others", () => {
  expect(pathOf({ uri: "s3://b/k", customPath: "/mnt/k", metadata: { _kfp_workspace: true } })).toBe("/mnt/k");
});

test("what the driver found in the workspace is read from there", () => {
  const artifact = { uri: "minio://mlpipeline/sample.txt", metadata: { _kfp_workspace: true } };
  expect(pathOf(artifact)).toBe("/kfp-workspace/.artifacts/minio/mlpipeline/sample.txt");
  vi.stubEnv("TYPELINE_WORKSPACE", "/tmp/shared");
  expect(pathOf(artifact)).toBe("/tmp/shared/.artifacts/minio/mlpipeline/sample.txt");
});
