import { z } from "zod";

/** RFC 9457 problem details, as the API gives them. */
const ProblemDetails = z.object({
  title: z.string().optional(),
  detail: z.string().optional(),
  status: z.number().optional(),
  code: z.string().optional(),
});

/** Why the server's answer cannot be shown, in words for the reader. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly title: string,
    readonly detail: string,
    /** HTTP status; 0 where there was no answer. */
    readonly status: number,
    /** Stable code of the API, where it gave one. */
    readonly code: string | undefined,
  ) {
    super(`${title}: ${detail}`);
  }

  /** Whether the same question may be answered a moment later. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): ApiError {
  return new ApiError(
    "The server does not answer",
    "Throughline’s API could not be reached. It may be starting or stopped; this page asks again when you press Retry.",
    0,
    undefined,
  );
}

export function incomprehensible(status: number, detail: string): ApiError {
  return new ApiError(
    "The server’s answer is not understood",
    detail,
    status === 200 ? 422 : status,
    undefined,
  );
}

/** The error that an answer with a status of 400 or more stands for. */
export function problemOf(status: number, body: unknown): ApiError {
  const parsed = ProblemDetails.safeParse(body);
  const details = parsed.success ? parsed.data : {};
  const usual = status >= 500 ? "The server cannot answer now" : "The request was refused";
  return new ApiError(
    details.title ?? usual,
    details.detail ?? `HTTP status ${status}`,
    status,
    details.code,
  );
}
