package io.throughline.ingest.receive.http.bulk;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.javalin.http.Context;
import io.throughline.ingest.receive.http.web.Problem;
import io.throughline.ingest.receive.http.web.ProblemForm;

/** Problem details that clients of Elasticsearch can read, too: with its member {@code error}. */
public final class BulkProblems implements ProblemForm {
    /** @param error beside the problem's own members, which RFC 9457 allows */
    private record Both(@JsonUnwrapped Problem problem, Cause error) {}

    private record Cause(String type, String reason) {}

    @Override
    public void write(Context ctx, Problem problem) {
        DETAILS.write(ctx, problem);
        String path = ctx.path();
        if (path.endsWith("/_bulk") || path.startsWith("/_")) {
            Handshake.product(ctx);
            ctx.result(ProblemForm.bytes(new Both(problem, new Cause(type(problem), problem.detail()))));
        }
    }

    private static String type(Problem problem) {
        return switch (problem.status()) {
            case 429 -> "es_rejected_execution_exception";
            case 503 -> "unavailable_shards_exception";
            case 401 -> "security_exception";
            case 404 -> "resource_not_found_exception";
            default -> problem.code().replace('-', '_') + "_exception";
        };
    }
}
