/** How a container gets its variables without their values being seen in the list of this machine's processes. */
export interface PassedEnvironment {
  /** Handed over by name: the client program has them in its own environment. */
  readonly inherited: Readonly<Record<string, string>>;
  /** Those that the client program would read itself (`HOME`, `DOCKER_HOST`): lines of a file for `--env-file`. */
  readonly lines: readonly string[];
}

/** Names that the programs of the engines, their helpers, or Go's libraries in them read. */
const READ_BY_CLIENTS =
  /^(?:PATH|HOME|USER|TMPDIR|TERM|NO_COLOR|NOTIFY_SOCKET|GO[A-Z0-9]+|(?:_?CONTAINERS?|DOCKER|PODMAN|BUILDAH|BUILDKIT|COMPOSE|REGISTRY|STORAGE|XDG|DBUS|LD|SSH|SSL|LISTEN|OTEL|CNI|NETAVARK)_.*|CONTAINERS_CONF|(?:HTTPS?|NO|ALL|FTP)_PROXY)$/i;

/** What both engines take in a name. A `*` at its end would stand for several variables. */
const NAME = /^[^\s=*#\0]+$/;

export function passEnvironment(env: Readonly<Record<string, string>>): PassedEnvironment {
  const inherited: Record<string, string> = {};
  const lines: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (READ_BY_CLIENTS.test(name)) lines.push(`${name}=${value}`);
    else inherited[name] = value;
  }
  return { inherited, lines };
}

/** Why the variables cannot be handed over. */
export function refuseEnvironment(env: Readonly<Record<string, string>>): string | undefined {
  for (const [name, value] of Object.entries(env)) {
    if (!NAME.test(name)) return `no variable of an environment can be called ${JSON.stringify(name)}`;
    if (value.includes("\0")) return `the variable \`${name}\` contains a NUL character`;
    if (READ_BY_CLIENTS.test(name) && /[\r\n]/.test(value)) return `the variable \`${name}\` has more than one line`;
  }
  return undefined;
}
