#!/usr/bin/env node
// Stands in the repository, so that npm can link it before the first build. Node 22.8 and later keep the compiled code.
import module from "node:module";

module.enableCompileCache?.();
await import("../dist/bin/main.js");
