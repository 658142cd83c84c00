export interface Row {
  x: number[];
  y: 0 | 1;
}

/** Counts rows; a stand-in with the shape of a real fit. */
export function fit(rows: Row[], epochs: number, penalty: "l1" | "l2", progress: (done: number) => void) {
  progress(1);
  return { weights: rows.map(({ y }) => y / epochs), accuracy: penalty === "l1" ? 1 : 0.5 };
}
