import type {
  InputParameterSpec,
  KubernetesExecutorConfig,
  NodeAffinityTerm,
  PodAffinityTerm,
  SelectorRequirement,
  Toleration,
} from "@typeline/ir";
import { quote } from "../expressions/strings.ts";
import type { Setting } from "../lowering.ts";
import type { Container, EnvVar, Template, Volume, VolumeMount } from "../manifest.ts";
import { shortHash } from "../names.ts";
import { BRACE, protectFixed, usesBrace } from "../wire/text.ts";
import { encode, tag, wireJson } from "../wire/wire.ts";
import { input } from "./scope.ts";

/** The part of a pod that a task's settings for Kubernetes make (`kubernetes_executor_config.proto`). */
export class KubernetesSettings {
  readonly #config: KubernetesExecutorConfig;
  /** Values of them that the calling DAG computes. */
  readonly dynamic: Setting[] = [];
  readonly env: EnvVar[] = [];
  readonly mounts: VolumeMount[] = [];
  readonly volumes: Volume[] = [];
  readonly template: Partial<Template> = {};
  readonly initContainers: NonNullable<Template["initContainers"]> = [];
  readonly #patches: Record<string, string> = {};

  constructor(config: KubernetesExecutorConfig) {
    this.#config = config;
    this.#environment();
    this.#volumes();
    this.#placement();
    this.#rest();
  }

  get imagePullPolicy(): string | undefined {
    return this.#config.imagePullPolicy || undefined;
  }

  get metadata(): Template["metadata"] {
    const { labels = {}, annotations = {} } = this.#config.podMetadata ?? {};
    const some = { ...(Object.keys(labels).length > 0 && { labels }), ...(Object.keys(annotations).length > 0 && { annotations }) };
    return Object.keys(some).length > 0 ? some : undefined;
  }

  get securityContext(): object | undefined {
    const context = this.#config.securityContext;
    if (context === undefined) return undefined;
    const { runAsUser, runAsGroup, runAsNonRoot } = context;
    return {
      ...(runAsUser !== undefined && { runAsUser: Number(runAsUser) }),
      ...(runAsGroup !== undefined && { runAsGroup: Number(runAsGroup) }),
      ...(runAsNonRoot !== undefined && { runAsNonRoot }),
    };
  }

  /**
   * What Argo's fields cannot take from a parameter, as a strategic merge patch: JSON text, a part of which expressions make.
   *
   * @param resources the expression of the main container's resources
   */
  patch(resources: string | undefined): string | undefined {
    const parts = Object.entries(this.#patches).map(([field, text]) => `${JSON.stringify(field)}:${text}`);
    if (resources !== undefined) parts.push(`"containers":[{"name":"main","resources":${tag(resources)}}]`);
    return parts.length === 0 ? undefined : `{${parts.join(",")}}`;
  }

  /** A parameter of a setting: its text, or a tag for what a run gives. Braces have no place in names of Kubernetes. */
  #name(parameter: InputParameterSpec | undefined, plain: string | undefined): string {
    if (parameter === undefined) return plain ?? "";
    return constantName(parameter) ?? tag(this.#nameCode(parameter));
  }

  /** The same as JSON text, for a patch: quotes that stood around a tag would be escaped with what is in it. */
  #nameJson(parameter: InputParameterSpec | undefined, plain: string | undefined): string {
    const known = parameter === undefined ? (plain ?? "") : constantName(parameter);
    return known === undefined ? tag(`toJson(${this.#nameCode(parameter!)})`) : JSON.stringify(known);
  }

  #nameCode(parameter: InputParameterSpec): string {
    return `replace(string(fromJSON(${this.#setting(parameter)})), "\\u007b", "")`;
  }

  /** JSON that a parameter holds: its text on the wire. */
  #json(parameter: InputParameterSpec): string {
    const constant = parameter.runtimeValue?.constant;
    if (constant !== undefined && !JSON.stringify(constant).includes("{{$"))
      return wireJson(typeof constant === "string" ? JSON.parse(constant) : constant);
    const setting = this.#setting(parameter);
    return tag(`(type(fromJSON(${setting})) == "string" ? ${encode(`fromJSON(fromJSON(${setting}))`)} : ${setting})`);
  }

  #setting(source: InputParameterSpec): string {
    const text = JSON.stringify(source);
    let found = this.dynamic.find((setting) => JSON.stringify(setting.source) === text);
    if (found === undefined) {
      found = { input: `setting--${this.dynamic.length + 1}`, source };
      this.dynamic.push(found);
    }
    return input(found.input);
  }

  #environment(): void {
    const { secretAsEnv = [], configMapAsEnv = [], fieldPathAsEnv = [] } = this.#config;
    for (const { secretName, secretNameParameter, keyToEnv = [], optional } of secretAsEnv)
      for (const { secretKey = "", envVar = "" } of keyToEnv)
        this.env.push({
          name: envVar,
          valueFrom: { secretKeyRef: { name: this.#name(secretNameParameter, secretName), key: secretKey, ...(optional && { optional }) } },
        });
    for (const { configMapName, configMapNameParameter, keyToEnv = [], optional } of configMapAsEnv)
      for (const { configMapKey = "", envVar = "" } of keyToEnv)
        this.env.push({
          name: envVar,
          valueFrom: {
            configMapKeyRef: { name: this.#name(configMapNameParameter, configMapName), key: configMapKey, ...(optional && { optional }) },
          },
        });
    for (const { name = "", fieldPath = "" } of fieldPathAsEnv) this.env.push({ name, valueFrom: { fieldRef: { fieldPath } } });
  }

  #volumes(): void {
    const config = this.#config;
    for (const { secretName, secretNameParameter, mountPath = "", optional } of config.secretAsVolume ?? [])
      this.#mount("secret", mountPath, {
        secret: { secretName: this.#name(secretNameParameter, secretName), ...(optional !== undefined && { optional }) },
      });
    for (const { configMapName, configMapNameParameter, mountPath = "", optional } of config.configMapAsVolume ?? [])
      this.#mount("config", mountPath, {
        configMap: { name: this.#name(configMapNameParameter, configMapName), ...(optional !== undefined && { optional }) },
      });
    for (const { mountPath = "", subPath, pvcNameParameter, constant, taskOutputParameter, componentInputParameter } of config.pvcMount ??
      []) {
      const deprecated: InputParameterSpec | undefined = taskOutputParameter
        ? { taskOutputParameter }
        : componentInputParameter !== undefined
          ? { componentInputParameter }
          : undefined;
      const claimName = this.#name(pvcNameParameter ?? deprecated, constant);
      this.#mount("claim", mountPath, { persistentVolumeClaim: { claimName } }, subPath);
    }
    for (const { volumeName = "", mountPath = "", medium, sizeLimit } of config.emptyDirMounts ?? [])
      this.#named(volumeName, mountPath, { emptyDir: { ...(medium && { medium }), ...(sizeLimit && { sizeLimit }) } });
    for (const {
      volumeName = "",
      mountPath = "",
      accessModes,
      size,
      storageClassName,
      defaultStorageClass,
      metadata,
    } of config.genericEphemeralVolume ?? [])
      this.#named(volumeName, mountPath, {
        ephemeral: {
          volumeClaimTemplate: {
            ...(metadata && { metadata }),
            spec: {
              ...(accessModes && { accessModes }),
              ...(!defaultStorageClass && storageClassName && { storageClassName }),
              resources: { requests: { storage: size } },
            },
          },
        },
      });
    const shared = config.enabledSharedMemory;
    if (shared !== undefined)
      this.#named(shared.volumeName || "shm", "/dev/shm", {
        emptyDir: { medium: "Memory", ...(shared.size && { sizeLimit: shared.size }) },
      });
  }

  #mount(kind: string, mountPath: string, source: object, subPath?: string): void {
    this.#named(`${kind}-${shortHash(`${mountPath} ${JSON.stringify(source)}`)}`, mountPath, source, subPath);
  }

  #named(name: string, mountPath: string, source: object, subPath?: string): void {
    this.volumes.push({ name, ...source });
    this.mounts.push({ name, mountPath, ...(subPath && { subPath }) });
  }

  #placement(): void {
    const { nodeSelector, tolerations = [], nodeAffinity = [], podAffinity = [] } = this.#config;
    if (nodeSelector?.nodeSelectorJson !== undefined) this.#patches["nodeSelector"] = this.#json(nodeSelector.nodeSelectorJson);
    else if (nodeSelector?.labels !== undefined) this.template.nodeSelector = nodeSelector.labels;
    const written = tolerations.map((one) =>
      one.tolerationJson === undefined ? JSON.stringify(toleration(one)) : this.#json(one.tolerationJson),
    );
    if (written.some((text) => text.includes("{{="))) this.#patches["tolerations"] = tolerationList(written);
    else if (written.length > 0) this.template.tolerations = written.flatMap((text) => JSON.parse(text) as object);
    const affinityOfNodes = nodeTerms(nodeAffinity.filter((term) => term.nodeAffinityJson === undefined));
    const dynamic = nodeAffinity.flatMap((term) => term.nodeAffinityJson ?? []);
    const affinity = { ...affinityOfNodes, ...podTerms(podAffinity) };
    const [first] = dynamic;
    if (first !== undefined) {
      const text = this.#json(first);
      if (text.includes("{{=")) this.#patches["affinity"] = `{"nodeAffinity":${text}}`;
      else Object.assign(affinity, { nodeAffinity: JSON.parse(text) });
    }
    if (Object.keys(affinity).length > 0) this.template.affinity = affinity;
  }

  #rest(): void {
    const { activeDeadlineSeconds, imagePullSecret = [], podResourceClaims = [], initContainers = [] } = this.#config;
    if (Number(activeDeadlineSeconds ?? 0) > 0) this.template.activeDeadlineSeconds = Number(activeDeadlineSeconds);
    if (imagePullSecret.length > 0)
      this.#patches["imagePullSecrets"] =
        `[${imagePullSecret.map(({ secretName, secretNameParameter }) => `{"name":${this.#nameJson(secretNameParameter, secretName)}}`).join(",")}]`;
    const claims = podResourceClaims.map(({ resourceClaimTemplateName, resourceClaimJson }, index) =>
      resourceClaimJson === undefined
        ? JSON.stringify({ name: `claim-${index + 1}`, resourceClaimTemplateName })
        : this.#json(resourceClaimJson),
    );
    if (claims.length > 0) this.#patches["resourceClaims"] = `[${claims.join(",")}]`;
    for (const { name = "", image = "", command, args, env = [], volumeMounts = [], restartPolicy, resources } of initContainers) {
      const variables = env.map((one): EnvVar => ({ name: one.name ?? "", value: protectFixed(one.value ?? "") }));
      const texts = [...(command ?? []), ...(args ?? [])].map(protectFixed);
      if ([...texts, ...variables.map(({ value = "" }) => value)].some(usesBrace)) variables.unshift({ name: BRACE, value: "{" });
      const container: Container & { restartPolicy?: string } = {
        name,
        image,
        ...(command?.length && { command: command.map(protectFixed) }),
        ...(args?.length && { args: args.map(protectFixed) }),
        ...(variables.length > 0 && { env: variables }),
        ...(volumeMounts.length > 0 && {
          volumeMounts: volumeMounts.map((one) => ({ name: one.volumeName ?? "", mountPath: one.mountPath ?? "" })),
        }),
        ...(restartPolicy && { restartPolicy }),
        ...(resources && { resources }),
      };
      this.initContainers.push(container);
    }
  }
}

function toleration({ key, operator, value, effect, tolerationSeconds }: Toleration): object {
  return {
    ...(key && { key }),
    ...(operator && { operator }),
    ...(value && { value }),
    ...(effect && { effect }),
    ...(tolerationSeconds !== undefined && { tolerationSeconds: Number(tolerationSeconds) }),
  };
}

/** Each text is a toleration or a list of them; which one, a run knows. */
function tolerationList(texts: readonly string[]): string {
  const codes = texts.map((text) => {
    const dynamic = /^\{\{=(.*)\}\}$/s.exec(text);
    const value = `fromJSON(${dynamic ? dynamic[1]!.trim() : quote(text)})`;
    return `(type(${value}) == "array" ? ${value} : [${value}])`;
  });
  return tag(encode(codes.reduce((all, code) => `concat(${all}, ${code})`)));
}

const requirement = ({ key, operator, values }: SelectorRequirement): object => ({ key, operator, ...(values?.length && { values }) });

function nodeTerms(terms: readonly NodeAffinityTerm[]): { nodeAffinity?: object } {
  if (terms.length === 0) return {};
  const term = ({ matchExpressions = [], matchFields = [] }: NodeAffinityTerm): object => ({
    ...(matchExpressions.length > 0 && { matchExpressions: matchExpressions.map(requirement) }),
    ...(matchFields.length > 0 && { matchFields: matchFields.map(requirement) }),
  });
  const required = terms.filter(({ weight }) => weight === undefined);
  const preferred = terms.filter(({ weight }) => weight !== undefined);
  return {
    nodeAffinity: {
      ...(required.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: required.map(term) } }),
      ...(preferred.length > 0 && {
        preferredDuringSchedulingIgnoredDuringExecution: preferred.map((one) => ({ weight: one.weight, preference: term(one) })),
      }),
    },
  };
}

function podTerms(terms: readonly PodAffinityTerm[]): Record<string, object> {
  const selector = (
    labels: Record<string, string> | undefined,
    expressions: readonly SelectorRequirement[] | undefined,
  ): object | undefined => {
    const found = {
      ...(labels && Object.keys(labels).length > 0 && { matchLabels: labels }),
      ...(expressions?.length && { matchExpressions: expressions.map(requirement) }),
    };
    return Object.keys(found).length > 0 ? found : undefined;
  };
  const term = (one: PodAffinityTerm): object => {
    const labelSelector = selector(one.matchPodLabels, one.matchPodExpressions);
    const namespaceSelector = selector(one.matchNamespaceLabels, one.matchNamespaceExpressions);
    return {
      topologyKey: one.topologyKey ?? "",
      ...(labelSelector && { labelSelector }),
      ...(namespaceSelector && { namespaceSelector }),
      ...(one.namespaces?.length && { namespaces: one.namespaces }),
    };
  };
  return Object.fromEntries(
    ([false, true] as const).flatMap((anti) => {
      const mine = terms.filter((one) => (one.anti ?? false) === anti);
      if (mine.length === 0) return [];
      const required = mine.filter(({ weight }) => weight === undefined).map(term);
      const preferred = mine
        .filter(({ weight }) => weight !== undefined)
        .map((one) => ({ weight: one.weight, podAffinityTerm: term(one) }));
      const affinity = {
        ...(required.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: required }),
        ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
      };
      return [[anti ? "podAntiAffinity" : "podAffinity", affinity]];
    }),
  );
}

/** A name that the document has; undefined for one that only a run knows. */
function constantName({ runtimeValue }: InputParameterSpec): string | undefined {
  const constant = runtimeValue?.constant;
  return typeof constant === "string" && !constant.includes("{{") ? constant : undefined;
}
