// `&&` and `||` with a call on the right: it runs only where TypeScript would run it, as a statement and as a value.
import { component, pipeline } from "@typeline/dsl";

const check = component(async () => true);
const alert = component(async () => true);
const deploy = component(async ({ ok }: { ok: boolean }) => {
  console.log(ok);
});

export const choicesLogical = pipeline(({ noisy, fine, limit }: { noisy: boolean; fine: boolean; limit?: number }) => {
  noisy && alert();
  fine || alert({}, { name: "alert-bad" });
  const both = fine && check();
  const either = fine || check({}, { name: "check-again" });
  if (noisy && check({}, { name: "check-first" })) deploy({ ok: both });
  deploy({ ok: either });
  if (limit !== undefined || check({}, { name: "check-last" })) deploy({ ok: true });
});
