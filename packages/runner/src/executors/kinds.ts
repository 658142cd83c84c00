/** Images that hold a well-known program or a bare system, and nothing of a pipeline's own. */
const PLAIN = new Set(["python", "alpine", "busybox", "debian", "ubuntu", "bash", "node", "curlimages/curl"]);

/** Whether an image is one of the well-known bases: `python:3.11`, `docker.io/library/alpine`, `curlimages/curl@sha256:…`. */
export function isPlainImage(image: string): boolean {
  const name = image.replace(/@.*$/, "").replace(/:[^:/]*$/, "");
  const [first = "", ...rest] = name.split("/");
  const path = rest.length > 0 && /[.:]|^localhost$/.test(first) ? rest.join("/") : name;
  return PLAIN.has(path.replace(/^library\//, ""));
}

/**
 * Whether the command is that of a lightweight Python component of `kfp`: a shell that installs packages with pip and goes on with
 * `"$0" "$@"`, or that writes its own module (`get_packages_to_install_command` and `_get_command_and_args_for_lightweight_component`
 * in `kfp/dsl/component_factory.py`).
 */
export function isLightweightPython([shell = "", flag = "", script = "", ...words]: readonly string[]): boolean {
  if (!/^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh$/.test(shell) || !/^-e?c$/.test(flag)) return false;
  if (/\bpip3? install\b/.test(script) && /"\$0" "\$@"\s*$/.test(script)) return true;
  return [script, ...words].some((word) => word.includes("ephemeral_component.py") && word.includes("executor_main"));
}
