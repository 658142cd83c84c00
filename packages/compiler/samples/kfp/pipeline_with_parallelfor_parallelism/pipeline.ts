import { component, type Int, parallel, pipeline } from "@typeline/dsl";

interface Pair {
  a: Int;
  b: Int;
}

const pairs = [
  { a: 1, b: 2 },
  { a: 2, b: 3 },
  { a: 3, b: 4 },
];

const printText = component(async ({ msg }: { msg: string }) => console.log(msg));
const printInt = component(async ({ x }: { x: Int }) => console.log(x));
const listDictMaker0 = component(async (): Promise<Pair[]> => pairs);
const listDictMaker1 = component(async (): Promise<Pair[]> => pairs);
const listDictMaker2 = component(async (): Promise<Pair[]> => pairs);
const listDictMaker3 = component(async (): Promise<Pair[]> => pairs);

export const pipelineWithLoops = pipeline(({ loop_parameter }: { loop_parameter: string[] }) => {
  for (const msg of parallel(loop_parameter, { limit: 2 })) {
    printText({ msg });
    for (const inner of loop_parameter) printText({ msg: inner });
  }
  for (const { A_a, B_b } of [
    { A_a: "1", B_b: "2" },
    { A_a: "10", B_b: "20" },
  ]) {
    printText({ msg: A_a });
    printText({ msg: B_b });
    for (const inner of parallel(
      [
        { A_a: "10", B_b: "20" },
        { A_a: "100", B_b: "200" },
      ],
      { limit: 1 },
    )) {
      printText({ msg: inner.A_a });
      printText({ msg: inner.B_b });
    }
  }
  for (const { a } of parallel(pairs, { limit: 1 })) printInt({ x: a });
  for (const { a } of listDictMaker0()) printInt({ x: a });
  for (const { a } of listDictMaker1()) printInt({ x: a });
  for (const { a } of listDictMaker2()) printInt({ x: a });
  for (const { a } of listDictMaker3()) printInt({ x: a });
  for (const { a } of listDictMaker1()) printInt({ x: a });
});
