import { component, pipeline } from "@typeline/dsl";

const token = () => process.env["TOKEN"];
const load = component(async () => {
  const { REGION, PATH } = process.env;
  return `${token()} ${process.env.STAGE} ${REGION} ${PATH}`;
});

export const loading = pipeline(() => {
  load({}, { env: { STAGE: "test", REGION: "west" } });
});
