import { endpointOf } from "../endpoint.ts";
import { SubmitError } from "../http/error.ts";

/** Where pipelines run on Vertex AI. */
export interface VertexPlace {
  /** `https://europe-west4-aiplatform.googleapis.com` */
  readonly base: string;
  /** `projects/my-project/locations/europe-west4` */
  readonly parent: string;
  readonly project: string;
  readonly location: string;
}

/**
 * The place that an endpoint names: an address of the service, a `projects/…/locations/…`, or both.
 *
 * @param endpoint such as `https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4`
 * @param fallback what is known otherwise of the project and location
 * @throws SubmitError where one of them is not known
 */
export function vertexPlace(
  endpoint: string | undefined,
  fallback: { readonly project?: string | undefined; readonly location?: string | undefined },
): VertexPlace {
  const [, named] = /(projects\/.*)$/.exec(endpoint ?? "") ?? [];
  const [, project = fallback.project, rest = ""] = /^projects\/([^/]+)(.*)$/.exec(named ?? "") ?? [];
  const address = (endpoint ?? "").slice(0, (endpoint ?? "").length - (named?.length ?? 0)).replace(/\/+(v1\/*)?$/, "");
  const [, ofAddress] = /^(?:https:\/\/)?([a-z]+-[a-z]+\d+)-aiplatform\.googleapis\.com$/.exec(address) ?? [];
  const [, location = ofAddress ?? fallback.location] = /^\/locations\/([^/]+)/.exec(rest) ?? [];
  if (!location)
    throw new SubmitError(
      "address",
      "Vertex AI needs a location: set GOOGLE_CLOUD_LOCATION, or `--endpoint projects/PROJECT/locations/LOCATION`.",
    );
  if (!project)
    throw new SubmitError(
      "address",
      "Vertex AI needs a project: set GOOGLE_CLOUD_PROJECT, or `--endpoint projects/PROJECT/locations/LOCATION`.",
    );
  const base = address === "" ? `https://${location}-aiplatform.googleapis.com` : endpointOf(address);
  return { base, parent: `projects/${project}/locations/${location}`, project, location };
}
