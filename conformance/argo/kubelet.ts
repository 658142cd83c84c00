/**
 * What the kubelet makes of references to variables in a container's words (`k8s.io/kubernetes/third_party/forked/golang/expansion`): `$(NAME)` is the
 * variable's value if there is one, `$$` is a dollar, anything else stays.
 */
export function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(\$|\(([^)]*)\))/g, (whole, what: string, name: string | undefined) => {
    if (what === "$") return "$";
    return name !== undefined && Object.hasOwn(env, name) ? env[name]! : whole;
  });
}
