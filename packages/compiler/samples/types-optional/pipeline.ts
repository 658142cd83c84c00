// Optional inputs, with and without a default; defaults that are constants are in the IR, others stay in the code.
import { component, type Int, pipeline } from "@typeline/dsl";

const EPOCHS = 10 * 2;

const train = component(
  async ({
    epochs = EPOCHS,
    rate = 0.1,
    layers = [8, 8],
    config = { warmup: true },
    seed = Date.now(),
    note,
    label,
  }: {
    epochs?: Int;
    rate?: number;
    layers?: number[];
    config?: { warmup: boolean };
    seed?: number;
    note?: string;
    label: string | undefined;
  }) => `${epochs} ${rate} ${layers} ${config.warmup} ${seed} ${note ?? ""} ${label ?? ""}`,
);

export const typesOptional = pipeline(({ epochs, rate = 0.2 }: { epochs?: Int; rate?: number }) => {
  train({ epochs, rate, note: undefined, label: undefined });
  train({ label: "plain" });
});
