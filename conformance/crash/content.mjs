import { createHash } from "node:crypto";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * The name that the runner must give to content: told anew here, from what `store/content.ts` says that it is.
 *
 * @param {string} path
 * @returns {string}
 */
function digestOf(path) {
  const hash = createHash("sha256");
  if (!lstatSync(path).isDirectory()) return hash.update(readFileSync(path)).digest("hex");
  hash.update("folder\n");
  for (const name of readdirSync(path).sort()) {
    const inner = join(path, name);
    const stats = lstatSync(inner);
    const kind = stats.isDirectory()
      ? `folder ${digestOf(inner)}`
      : stats.isSymbolicLink()
        ? `link ${JSON.stringify(readlinkSync(inner))}`
        : `${stats.mode & 0o100 ? "program" : "file"} ${digestOf(inner)}`;
    hash.update(`${JSON.stringify(name)} ${kind}\n`);
  }
  return hash.digest("hex");
}

/**
 * What in a folder of artifacts by digest is not what its name says. A copy on its way, `….part`, is no artifact yet.
 *
 * @param {string} folder of a run: `<digest>/<name>`; of the cache: `<digest>`
 * @param {(digest: string) => string[]} pathsOf
 */
function damagedIn(folder, pathsOf) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((digest) => /^[0-9a-f]{64}$/.test(digest))
    .flatMap((digest) => pathsOf(digest).filter((path) => !path.endsWith(".part") && digestOf(path) !== digest));
}

/** @param {string} run absolute path of a run's folder */
export function damagedArtifacts(run) {
  const folder = join(run, "artifacts");
  return damagedIn(folder, (digest) => readdirSync(join(folder, digest)).map((name) => join(folder, digest, name)));
}

/** @param {string} cache absolute path */
export function damagedCache(cache) {
  const folder = join(cache, "artifacts");
  const contents = damagedIn(folder, (digest) => [join(folder, digest)]);
  const entries = existsSync(join(cache, "entries")) ? readdirSync(join(cache, "entries")) : [];
  const broken = entries
    .filter((name) => name.endsWith(".json"))
    .filter((name) => {
      const [digest, ...text] = readFileSync(join(cache, "entries", name), "utf8").split("\n");
      const isWhole =
        createHash("sha256")
          .update([name.replace(".json", ""), ...text].join("\n"))
          .digest("hex") === digest;
      return !isWhole && !isCut(text.join("\n"));
    });
  return [...contents, ...broken];
}

/**
 * Whether an entry ends too soon: its writer was killed. Such a one is none, as its digest says.
 *
 * @param {string} text
 */
function isCut(text) {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}
