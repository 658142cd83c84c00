import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname, join } from "node:path";

/** Watches folders, not files: an editor that saves by renaming a new file over the old one is seen, and so are new files. */
export interface FolderWatcher {
  /** From now on watches these folders and no others; those that do not exist, from their nearest folder that does. */
  watch(folders: Iterable<string>): void;
  close(): void;
}

interface Watched {
  readonly watcher: FSWatcher;
  readonly inode: bigint;
}

/** @param onChange gets the absolute path of what appeared, changed or went away, often more than once */
export function createFolderWatcher(onChange: (path: string) => void): FolderWatcher {
  const active = new Map<string, Watched>();

  const stop = (folder: string) => {
    active.get(folder)?.watcher.close();
    active.delete(folder);
  };
  const start = (folder: string, inode: bigint) => {
    // A folder that went away and came back under its name is another one: the old watcher is deaf.
    if (active.get(folder)?.inode === inode) return;
    stop(folder);
    const watcher = watch(folder, (_event, name) => onChange(name === null ? folder : join(folder, name)));
    watcher.on("error", () => {
      stop(folder);
      onChange(folder);
    });
    active.set(folder, { watcher, inode });
  };

  return {
    watch(folders) {
      const wanted = new Map(Array.from(folders, nearestFolder));
      for (const folder of [...active.keys()]) if (!wanted.has(folder)) stop(folder);
      for (const [folder, inode] of wanted) start(folder, inode);
    },
    close() {
      for (const folder of [...active.keys()]) stop(folder);
    },
  };
}

function nearestFolder(folder: string): [string, bigint] {
  const stats = statSync(folder, { bigint: true, throwIfNoEntry: false });
  if (stats?.isDirectory()) return [folder, stats.ino];
  return nearestFolder(dirname(folder));
}
