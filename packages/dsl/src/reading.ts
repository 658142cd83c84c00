import { describe, explained, readyPath, type Storage } from "./content.ts";
import { node } from "./node.ts";

/** Reads the whole file. */
export async function readBytes(storage: Storage): Promise<Uint8Array> {
  const path = await readyPath(storage);
  try {
    const { buffer, byteOffset, byteLength } = await node("fs").promises.readFile(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    throw explained(error, storage, path);
  }
}

/** Reads the whole file as UTF-8. */
export async function readText(storage: Storage): Promise<string> {
  return new TextDecoder().decode(await readBytes(storage));
}

/** Reads the whole file as one JSON document. */
export async function readJson(storage: Storage): Promise<any> {
  return parse(await readText(storage), describe(storage));
}

/** Reads the file piece by piece. */
export async function* readChunks(storage: Storage): AsyncGenerator<Uint8Array> {
  const path = await readyPath(storage);
  try {
    yield* node("fs").createReadStream(path);
  } catch (error) {
    throw explained(error, storage, path);
  }
}

/** The rows of a JSON Lines file, one at a time; blank lines are skipped. */
export async function* readLines(storage: Storage): AsyncGenerator<any> {
  const decoder = new TextDecoder();
  let rest = "";
  let number = 0;
  const row = (line: string) => parse(line, `${describe(storage)}, line ${number}`);
  for await (const chunk of readChunks(storage)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      number++;
      if (line.trim() !== "") yield row(line);
    }
  }
  number++;
  rest += decoder.decode();
  if (rest.trim() !== "") yield row(rest);
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SyntaxError(`${where} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}
