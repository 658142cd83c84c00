import { component, type Int, pipeline } from "@typeline/dsl";

/** Greets someone. */
export const greet = component(({ name }: { name: string }) => `Hello, ${name}!`);

/** Says it louder. */
export const shout = component(
  ({
    text,
    marks = 1,
  }: {
    text: string;
    /** How many exclamation marks to add. */
    marks?: Int;
  }) => text.toUpperCase() + "!".repeat(marks),
);

/** Greets someone, loudly. */
export const hello = pipeline(
  ({
    name = "world",
  }: {
    /** Whom to greet. */
    name?: string;
  }) => {
    const greeting = greet({ name });
    return shout({ text: `${greeting} How are you?`, marks: 3 });
  },
);
