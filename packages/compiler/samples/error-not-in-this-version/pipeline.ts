import { pipeline, python } from "@typeline/dsl";

const fit = python<{ rate: number }, number>("./fit.py");
export const training = pipeline(() => fit({ rate: 0.1 }));
