/** The Content API as typed functions; every type comes from its OpenAPI description. */

import createClient, { type Client } from "openapi-fetch";

import type { components, operations, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type ContentClient = Client<paths>;
export type Post = Schemas["Post"];
export type Section = Post["sections"][number];
export type Problem = Schemas["Problem"];

/** A post as a list holds it when neither `fields` nor `include` is given. */
export type ListedPost = Schemas["ListedPost"];

type Query<Name extends keyof operations> = NonNullable<operations[Name]["parameters"]["query"]>;
export type ListFilters = Omit<Query<"listPosts">, "cursor" | "fields" | "include">;

/** An answer that is not the one hoped for, with what the server says of it (RFC 9457). */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem?.detail ?? `The server answered ${status}.`);
    this.name = "ProblemError";
  }

  /** What is wrong with a parameter, or with a field of what was sent. */
  about(field: string): string | undefined {
    return this.problem?.errors.find((error) => error.field === field)?.message;
  }
}

/**
 * @param baseUrl the site's address, such as https://www.example.com
 * @param fetch sends requests; a test may give its own
 */
export function contentClient(
  baseUrl: string,
  fetch: (request: Request) => Promise<Response> = globalThis.fetch,
): ContentClient {
  return createClient<paths>({ baseUrl: baseUrl.replace(/\/$/, ""), fetch });
}

/** The data of an answer, or a ProblemError. */
export function expectData<Data>(answer: {
  data?: Data;
  error?: unknown;
  response: Response;
}): Data {
  if (answer.data !== undefined) {
    return answer.data;
  }
  throw new ProblemError(
    answer.response.status,
    isProblem(answer.error) ? answer.error : undefined,
  );
}

/** Proxies answer errors too, and theirs are no problems in JSON. */
function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "detail" in value && "errors" in value;
}
