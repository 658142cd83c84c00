import { container, pipeline } from "@typeline/dsl";

const serve = container(() => ({ image: "alpine:3.23", command: ["sleep"], args: ["1"] }), {
  nodeSelector: { disktype: "hdd" },
  tolerations: [
    { key: "dedicated", operator: "Equal", value: "ml", effect: "NoSchedule" },
    { key: "spot", operator: "Exists" },
  ],
  imagePullPolicy: "Always",
  imagePullSecrets: ["registry"],
  labels: { team: "search" },
});

export const placement = pipeline(() => {
  serve(
    {},
    {
      nodeSelector: { disktype: "ssd" },
      annotations: { owner: "ada" },
      securityContext: { runAsUser: 1000, runAsNonRoot: true },
      timeout: "10m",
    },
  );
});
