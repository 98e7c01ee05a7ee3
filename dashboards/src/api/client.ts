import { z } from "zod";
import { ApiError, incomprehensible, problemOf, unreachable } from "./problem";

// Compiled checks would need eval, which the content security policy forbids.
z.config({ jitless: true });

export type Parameters = Record<string, string | number | boolean | undefined>;

/**
 * Asks the API and checks the answer's shape.
 *
 * @throws ApiError when there is no answer, when it is a problem, or when it is not of the shape
 */
export async function get<T>(
  path: string,
  parameters: Parameters,
  shape: z.ZodType<T>,
  signal: AbortSignal,
): Promise<T> {
  const response = await request(`/api/v1/${path}${queryOf(parameters)}`, signal);
  const body = await bodyOf(response);
  if (!response.ok) throw problemOf(response.status, body);
  const parsed = shape.safeParse(body);
  if (!parsed.success) throw incomprehensible(response.status, z.prettifyError(parsed.error));
  return parsed.data;
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, headers: { accept: "application/json, application/problem+json" } });
  } catch (error) {
    // An aborted request is the caller's own doing and stays what it is.
    if (signal.aborted) throw error;
    throw unreachable();
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (!response.ok) return undefined;
    throw incomprehensible(response.status, "It is not JSON. Is something between this page and the API?");
  }
}

function queryOf(parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}

/** Whether asking again by itself makes sense: TanStack Query's `retry`. */
export function retry(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ApiError && error.transient;
}
