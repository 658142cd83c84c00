import { component, type Int, pipeline } from "@typeline/dsl";

/** Greets someone. */
export const greet = component(({ name }: { name: string }) => `Hello, ${name}!`);

interface ShoutInputs {
  text: string;
  /** How many exclamation marks to add. */
  marks?: Int;
}

/** Says it louder. */
export const shout = component(({ text, marks = 1 }: ShoutInputs) => text.toUpperCase() + "!".repeat(marks));

interface HelloInputs {
  /** Whom to greet. */
  name?: string;
}

/** Greets someone, loudly. */
export const hello = pipeline(({ name = "world" }: HelloInputs) => {
  const greeting = greet({ name });
  return shout({ text: `${greeting} How are you?`, marks: 3 });
});
