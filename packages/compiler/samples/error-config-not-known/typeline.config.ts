export default () => ({ defaultEnvironment: "staging", environments: { staging: {} } });
