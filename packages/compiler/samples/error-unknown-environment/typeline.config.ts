export default { environments: { staging: {}, production: { root: "s3://production/runs" } } };
