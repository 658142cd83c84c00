/** TypeScript's syntax tree, for the rooms after this one: the only door to `typescript/unstable/ast`. */
export * from "typescript/unstable/ast";
