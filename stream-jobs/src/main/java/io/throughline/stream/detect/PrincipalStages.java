package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.stream.correlate.Request;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
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
        DataStream<Named> names = named(
                asks.flatMap((ask, out) -> Named.of(ask).forEach(out::collect)), Named.class, "names of who asks");
        EndpointDetector endpoints = new EndpointDetector(config, all.learnFor(), all.forgetAfter());
        PrincipalDetector principals = new PrincipalDetector(config, all.learnFor(), all.forgetAfter());
        DataStream<Ask> known =
                asks.filter(Ask::known).name("asks of known endpoints").uid("asks-of-known-endpoints");
        return named(
                        known.keyBy(endpoints::keyOf)
                                .process(new DetectFunction<>(
                                        endpoints, RecordTypeInfo.of(Ask.class), all.forgetAfter())),
                        Alert.class,
                        "detect " + endpoints.rule())
                .union(named(
                        names.keyBy(principals::keyOf)
                                .process(new DetectFunction<>(
                                        principals, RecordTypeInfo.of(Named.class), all.forgetAfter())),
                        Alert.class,
                        "detect " + principals.rule()));
    }

    private static <T> SingleOutputStreamOperator<T> named(
            SingleOutputStreamOperator<T> operator, Class<T> type, String name) {
        TypeInformation<T> information = RecordTypeInfo.of(type);
        return operator.returns(information).name(name).uid(name.replace(' ', '-'));
    }
}
