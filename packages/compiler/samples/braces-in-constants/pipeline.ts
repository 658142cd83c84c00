// `{{` in a constant would be a placeholder to an engine: it is assembled from pieces. A default that holds it stays in the code.
import { component, pipeline } from "@typeline/dsl";

const render = component(
  async ({ template = "{{$}}", options }: { template?: string; options: Record<string, string[]> }) => template + JSON.stringify(options),
);

export const bracesInConstants = pipeline(({ name }: { name: string }) => {
  render({ template: "{{$.inputs}} and {{{name}}}", options: { "{{key}}": ["{{value}}"] } });
  render({ template: `{{${name}}}`, options: {} });
  render({ options: {} });
});
