import { component } from "@typeline/dsl";

export default component(async () => [1, 2, 3]);
