// A `throw` in a helper, and in an arm beside one that goes on.
import { component, Model, pipeline } from "@typeline/dsl";

const tree = component(async () => ({ model: Model.json(1), ok: true }));
const net = component(async () => ({ model: Model.json(2), ok: true }));
const deploy = component(async ({ model }: { model: Model }) => {
  console.log(model.uri);
});

function train(kind: string) {
  switch (kind) {
    case "tree":
      return tree();
    case "net":
      return net();
    default:
      throw new Error(`no model of kind ${kind}`);
  }
}

function assert(ok: boolean, text: string) {
  if (!ok) throw new Error(text);
}

export const throwHelpers = pipeline(({ kind }: { kind: string }) => {
  const { model, ok } = train(kind);
  assert(ok, `${kind} is broken`);
  deploy({ model });
});
