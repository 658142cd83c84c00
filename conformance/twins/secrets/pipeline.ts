import { component, pipeline } from "@typeline/dsl";

const connect = component(async () => {});
const pick = component(async () => "settings");

export const secrets = pipeline(({ database = "database" }: { database?: string }) => {
  const settings = pick();
  connect(
    {},
    {
      env: {
        DB_USER: { secret: database, key: "user" },
        DB_PASSWORD: { secret: database, key: "password" },
        MAIL_TOKEN: { secret: "mail", key: "token", optional: true },
        REGION: { configMap: settings, key: "region" },
        POD: { field: "metadata.name" },
        PLAIN: 1,
      },
      volumes: { "/etc/settings": { configMap: settings, optional: true } },
    },
  );
});
