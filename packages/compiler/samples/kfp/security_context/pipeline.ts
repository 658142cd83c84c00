import { component, pipeline } from "@typeline/dsl";

const printGreeting = component(async () => {
  console.log("hello world");
});

export const myPipeline = pipeline(() => {
  printGreeting({}, { securityContext: { runAsUser: 65534, runAsGroup: 0 } });
});
