package io.throughline.stream.behaviour;

import io.throughline.core.model.Evidence;
import io.throughline.core.template.PathLearner;
import io.throughline.stream.correlate.Request;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is new about one service, as callee or as caller. There is little of it: what is asked for as usual is no news.
 *
 * @param about the service that this is told to
 * @param service the one that is called; of {@link Kind#ROOT} the first of the flow
 * @param endpoint method and template, such as {@code GET /orders/{id}}; empty where only the service is known
 * @param caller the service that calls, where known; of {@link Kind#REFUSED} whoever asked
 * @param times how often this was seen by now
 * @param seen requests for the endpoint up to this one
 * @param callers how many services asked for it before
 * @param since the first request for it; of {@link Kind#ROOT} the beginning of the flow
 */
public record News(
        Kind kind,
        String about,
        String service,
        String endpoint,
        @Nullable String caller,
        Instant time,
        @Nullable Integer status,
        long times,
        long seen,
        int callers,
        Instant since,
        Evidence evidence) {
    /** What kind of news. */
    public enum Kind {
        /** The first request for an endpoint; about the called. */
        FIRST,
        /** Requests that follow soon, and each that doubles their number at any time. */
        MORE,
        /** A request for what nobody had asked for much longer than usual. */
        RETURNED,
        /** Still asked for, told now and then so that it is not forgotten. */
        REFRESH,
        /** The first request of one caller for an endpoint; about the caller. */
        FIRST_BY,
        /** The caller's requests that follow soon, and each that doubles their number at any time. */
        MORE_BY,
        /** Still asked for by this caller. */
        REFRESH_BY,
        /** A request that was refused: 401, 403, 404 or 405. */
        REFUSED,
        /** A flow began at the service: nobody is known to have called it. */
        ROOT
    }

    /** Null for a request that was not refused, or of whom nobody knows. */
    public static @Nullable News ofRefused(Request request) {
        Integer status = request.status();
        String client = request.client() == null ? request.caller() : request.client();
        if (client == null || status == null || !(status == 401 || (status >= 403 && status <= 405))) {
            return null;
        }
        // What nothing is known of is told apart as it was asked for; with known ones it is not the ids that count.
        String path = request.template().equals(PathLearner.UNKNOWN) ? request.path() : request.template();
        return new News(
                Kind.REFUSED,
                request.service(),
                request.service(),
                request.method() + " " + path,
                client,
                request.end(),
                status,
                1,
                1,
                0,
                request.end(),
                new Evidence(request.event(), request.flow(), request.source(), request.offset()));
    }

    /** What is called, in one text. */
    String target() {
        return endpoint.isEmpty() ? service : service + " " + endpoint;
    }
}
