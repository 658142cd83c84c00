// Every artifact class as an output and as an input.
import {
  Artifact,
  ClassificationMetrics,
  component,
  Dataset,
  HTML,
  Markdown,
  Metrics,
  Model,
  pipeline,
  SlicedClassificationMetrics,
} from "@typeline/dsl";

const make = component(async () => ({
  artifact: Artifact.text("anything"),
  dataset: Dataset.json([{ x: 1 }]),
  model: Model.text("weights"),
  metrics: Metrics.of({ accuracy: 0.9 }),
  classification: ClassificationMetrics.of({
    confusionMatrix: {
      categories: ["a", "b"],
      matrix: [
        [1, 0],
        [0, 1],
      ],
    },
  }),
  sliced: SlicedClassificationMetrics.of({ all: {} }),
  page: HTML.of("<p>Hello</p>"),
  report: Markdown.of("# Hello"),
}));

interface Made {
  artifact: Artifact;
  dataset: Dataset<{ x: number }[]>;
  model: Model;
  metrics: Metrics<{ accuracy: number }>;
  classification: ClassificationMetrics;
  sliced: SlicedClassificationMetrics;
  page: HTML;
  report: Markdown;
}

const take = component(async ({ dataset }: Made) => (await dataset.json()).length);

export const typesArtifacts = pipeline(() => take(make()));
