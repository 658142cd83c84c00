// Unions of literals and enums keep their base type and become `literals`.
import { component, pipeline } from "@typeline/dsl";

enum Color {
  Red = "red",
  Blue = "blue",
}

enum Level {
  Low,
  High,
}

const paint = component(
  async ({ penalty, depth, color, level }: { penalty: "l1" | "l2"; depth: 1 | 2; color: Color; level: Level }) =>
    `${penalty}${depth}${color}${level}`,
);

export const typesLiterals = pipeline(({ penalty = "l2", color = Color.Blue }: { penalty?: "l1" | "l2"; color?: Color }) => {
  paint({ penalty, depth: 2, color, level: Level.High });
});
