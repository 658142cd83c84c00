import { component, pipeline } from "@typeline/dsl";

let calls = 0;
function called() {
  calls++;
}
const count = component(async () => {
  called();
  return calls;
});

export const counting = pipeline(() => {
  count();
});
