// `npm run generate`: everything in the tree that is made from something else in the tree.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

for (const script of ["generate-messages.mjs", "generate-ir.mjs", "generate-profiles.mjs"])
  execFileSync(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], { stdio: "inherit" });
