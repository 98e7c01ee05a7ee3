package io.throughline.stream.behaviour;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Flow;
import io.throughline.stream.correlate.CorrelateFunction;
import io.throughline.stream.correlate.Request;
import io.throughline.stream.detect.Detectors;
import io.throughline.stream.paths.LearnPathsFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is watched of services, edges, endpoints and flows.
 *
 * <pre>
 *   learn paths -> news -------------------------+-> by service -> detect service-behaviour -> alerts
 *   correlate -> traits of closed flows -> flow news
 *                                          |  +-> by service and endpoint -> detect improbable-sequence -> alerts
 *                                          +----> by rule -> detect path-rule -> alerts
 * </pre>
 *
 * Nothing here sees all records: what is no news stays where the paths are learned, and of a flow that closes go on one record and one for
 * each kind of request in it that called others.
 */
public final class BehaviourStages {
    private BehaviourStages() {}

    /** What looks for news where the paths are learned; null where behaviour is not watched. */
    public static @Nullable EndpointWatch watch(BehaviourConfig config) {
        return config.on() ? new EndpointWatch(config) : null;
    }

    public static DataStream<Alert> of(
            SingleOutputStreamOperator<Request> learned,
            SingleOutputStreamOperator<Flow> flows,
            BehaviourConfig config) {
        SingleOutputStreamOperator<News> ofFlows = named(
                flows.getSideOutput(CorrelateFunction.TRAITS)
                        .process(new FlowNewsFunction(PathRule.read(config.neverReaches()))),
                News.class,
                "flow news");
        return Detectors.alerts(
                        learned.getSideOutput(LearnPathsFunction.NEWS).union(ofFlows),
                        News.class,
                        new ServiceDetector(config, OpenApiDocuments.read(config.openApi())),
                        config.forgetAfter())
                .union(
                        Detectors.alerts(
                                ofFlows.getSideOutput(FlowNewsFunction.WORK),
                                DoneWork.class,
                                new SequenceDetector(config),
                                config.forgetAfter()),
                        Detectors.alerts(
                                ofFlows.getSideOutput(FlowNewsFunction.BREACHES),
                                Breach.class,
                                new PathRuleDetector(),
                                config.forgetAfter()));
    }
}
