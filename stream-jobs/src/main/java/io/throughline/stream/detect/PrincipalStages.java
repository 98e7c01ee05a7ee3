package io.throughline.stream.detect;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Alert;
import io.throughline.stream.correlate.Request;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What principals do, from requests with learned templates.
 *
 * <pre>
 *   requests -> asks -+-> by endpoint -> askers of an endpoint -> alerts
 *                     +-> by part of the names -> principals ----> alerts
 * </pre>
 */
public final class PrincipalStages {
    private PrincipalStages() {}

    /** @param requests with those of which their flow tells who asked */
    public static DataStream<Alert> of(DataStream<Request> requests, PrincipalConfig config, DetectConfig all) {
        SingleOutputStreamOperator<Ask> asks = named(
                requests.flatMap((request, out) -> {
                    Ask ask = Ask.of(request);
                    if (ask != null) {
                        out.collect(ask);
                    }
                }),
                Ask.class,
                "asks");
        DataStream<NamedAsk> names = named(
                asks.flatMap((ask, out) -> NamedAsk.of(ask).forEach(out::collect)),
                NamedAsk.class,
                "names of who asks");
        EndpointDetector endpoints = new EndpointDetector(config, all.learnFor(), all.forgetAfter());
        PrincipalDetector principals = new PrincipalDetector(config, all.learnFor(), all.forgetAfter());
        DataStream<Ask> known = named(asks.filter(Ask::known), Ask.class, "asks of known endpoints");
        return Detectors.alerts(known, Ask.class, endpoints, all.forgetAfter())
                .union(Detectors.alerts(names, NamedAsk.class, principals, all.forgetAfter()));
    }
}
