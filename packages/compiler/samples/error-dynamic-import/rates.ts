export const rates = [0.1, 0.01];
