import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { get, retry } from "./client";
import { ApiError } from "./problem";

const Shape = z.object({ n: z.number() });
const signal = new AbortController().signal;

function answers(body: string, status = 200): void {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(body, { status })));
}

async function failure(): Promise<ApiError> {
  const error: unknown = await get("x", {}, Shape, signal).catch((reason: unknown) => reason);
  if (error instanceof ApiError) return error;
  throw new Error("expected an ApiError");
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("the API client", () => {
  it("asks below /api/v1 with the parameters that are set", async () => {
    answers('{"n":1}');
    await get("logs", { q: 'a:"b c"', from: "now-15m", cursor: undefined, size: 5 }, Shape, signal);
    expect(vi.mocked(fetch).mock.calls[0]?.[0]).toBe("/api/v1/logs?q=a%3A%22b+c%22&from=now-15m&size=5");
  });

  it("gives what a problem says", async () => {
    answers('{"title":"Bad query","detail":"no closing quote","status":400,"code":"invalid_query"}', 400);
    expect(await failure()).toMatchObject({
      title: "Bad query",
      detail: "no closing quote",
      status: 400,
      code: "invalid_query",
      transient: false,
    });
  });

  it("has words for a problem without any", async () => {
    answers("<html>Bad Gateway</html>", 502);
    expect(await failure()).toMatchObject({
      title: "The server cannot answer now",
      status: 502,
      transient: true,
    });
  });

  it("refuses an answer of another shape and says where", async () => {
    answers('{"n":"one"}');
    const error = await failure();
    expect(error.title).toContain("not understood");
    expect(error.detail).toContain("n");
  });

  it("refuses an answer that is not JSON", async () => {
    answers("<html>");
    expect((await failure()).detail).toContain("not JSON");
  });

  it("says that nobody answers", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("failed")));
    expect(await failure()).toMatchObject({ status: 0, transient: true });
  });

  it("asks again only where that may help", () => {
    expect(retry(0, new ApiError("t", "d", 503, undefined))).toBe(true);
    expect(retry(2, new ApiError("t", "d", 503, undefined))).toBe(false);
    expect(retry(0, new ApiError("t", "d", 400, undefined))).toBe(false);
  });
});
