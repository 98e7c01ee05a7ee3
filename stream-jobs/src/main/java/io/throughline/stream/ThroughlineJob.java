package io.throughline.stream;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.CorrelateFunction;
import io.throughline.stream.correlate.CorrelatedEvent;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.HopFacts;
import io.throughline.stream.correlate.Request;
import io.throughline.stream.correlate.RequestTrace;
import io.throughline.stream.correlate.ResolveRequestFunction;
import io.throughline.stream.detect.DetectFunction;
import io.throughline.stream.detect.Detector;
import io.throughline.stream.detect.ErrorBurstDetector;
import io.throughline.stream.detect.IdEnumerationDetector;
import io.throughline.stream.detect.NewEdgeDetector;
import io.throughline.stream.normalise.NormaliseFunction;
import io.throughline.stream.report.ApiMinuteFunction;
import io.throughline.stream.report.ApiObservation;
import io.throughline.stream.report.EdgeMinuteFunction;
import io.throughline.stream.sinks.Landing;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The whole graph: raw records in, results out. Where they come from and land is given from outside, so the same graph runs in
 * one process, on a cluster and over files.
 *
 * <pre>
 *   raw -> normalise -+-> logs
 *                     +-> by trace id ---------------+-> correlate -> flows
 *                     +-> by request id -> resolve --+       |
 *                     +-> requests ------+                 calls
 *                     +-> calls ---------|-------------------+
 *                                        +-> detect -> alerts
 *                                        +-> report -> API minutes, edge minutes
 * </pre>
 */
public final class ThroughlineJob {
    private ThroughlineJob() {}

    /** Draws the graph from {@code raw} to {@code landing}. */
    public static void draw(DataStream<RawRecord> raw, Landing landing, JobConfig config) {
        SingleOutputStreamOperator<LogEvent> events =
                named(raw.process(new NormaliseFunction(config.parse())), LogEvent.class, "normalise");
        landing.rejected(events.getSideOutput(NormaliseFunction.REJECTED));

        DataStream<CorrelatedEvent> byTrace = named(
                events.map(
                        event -> new CorrelatedEvent(event, event.correlation().traceId(), EdgeEvidence.TRACE)),
                CorrelatedEvent.class,
                "flow by trace id");
        DataStream<CorrelatedEvent> byRequest = resolve(events, config);
        landing.logs(byTrace, byRequest);

        SingleOutputStreamOperator<Flow> flows = named(
                parts(byTrace, "trace")
                        .union(parts(byRequest, "request"))
                        .keyBy(FlowPart::flow)
                        .process(new CorrelateFunction(config.correlate())),
                Flow.class,
                "correlate");
        landing.flows(flows);

        DataStream<Request> requests = named(
                events.<Request>flatMap((event, out) -> HopFacts.request(event).ifPresent(out::collect)),
                Request.class,
                "requests");
        DataStream<Call> ownCalls = named(
                events.<Call>flatMap((event, out) -> HopFacts.call(event).ifPresent(out::collect)),
                Call.class,
                "calls");
        DataStream<Call> calls = ownCalls.union(flows.getSideOutput(CorrelateFunction.CALLS));

        DataStream<Request> requestsOfIds = requests.filter(
                        request -> request.template().contains("{"))
                .name("requests of ids")
                .uid("requests-of-ids");
        landing.alerts(detect(calls, Call.class, new NewEdgeDetector(config.detect()), config)
                .union(
                        detect(calls, Call.class, new ErrorBurstDetector(config.detect()), config),
                        detect(requestsOfIds, Request.class, new IdEnumerationDetector(config.detect()), config)));

        Duration keepFor = config.correlate().keepAfterClose();
        landing.edgeMinutes(named(
                calls.keyBy(EdgeMinuteFunction::keyOf).process(new EdgeMinuteFunction(keepFor)),
                EdgeMinute.class,
                "report edges"));
        landing.apiMinutes(named(
                observations(requests, calls).keyBy(ApiMinuteFunction::keyOf).process(new ApiMinuteFunction(keepFor)),
                ApiMinute.class,
                "report APIs"));
    }

    /** Events with a request id and no trace id wait for an event that has both. */
    private static DataStream<CorrelatedEvent> resolve(DataStream<LogEvent> events, JobConfig config) {
        DataStream<LogEvent> waiting = events.filter(
                        event -> event.correlation().traceId() == null
                                && event.correlation().requestId() != null)
                .name("request id only")
                .uid("request-id-only");
        DataStream<RequestTrace> traces = named(
                events.<RequestTrace>flatMap((event, out) -> {
                    String trace = event.correlation().traceId();
                    String request = event.correlation().requestId();
                    if (trace != null && request != null) {
                        out.collect(new RequestTrace(request, trace, event.timestamp()));
                    }
                }),
                RequestTrace.class,
                "traces of request ids");
        return named(
                waiting.keyBy(event -> String.valueOf(event.correlation().requestId()))
                        .connect(traces.keyBy(RequestTrace::requestId))
                        .process(new ResolveRequestFunction(config.correlate())),
                CorrelatedEvent.class,
                "flow by request id");
    }

    private static DataStream<FlowPart> parts(DataStream<CorrelatedEvent> events, String by) {
        return named(
                events.<FlowPart>flatMap((correlated, out) -> {
                    if (correlated.flow() != null) {
                        out.collect(FlowPart.of(correlated.event(), correlated.flow(), correlated.evidence()));
                    }
                }),
                FlowPart.class,
                "flow parts by " + by);
    }

    private static DataStream<ApiObservation> observations(DataStream<Request> requests, DataStream<Call> calls) {
        DataStream<ApiObservation> own = named(
                requests.<ApiObservation>map(ApiObservation::of), ApiObservation.class, "traffic seen by the called");
        DataStream<ApiObservation> callers = named(
                calls.<ApiObservation>flatMap(
                        (call, out) -> ApiObservation.of(call).ifPresent(out::collect)),
                ApiObservation.class,
                "traffic seen by callers");
        return own.union(callers);
    }

    private static <O, S> DataStream<Alert> detect(
            DataStream<O> observations, Class<O> type, Detector<O, S> detector, JobConfig config) {
        return named(
                observations
                        .keyBy(detector::keyOf)
                        .process(new DetectFunction<>(
                                detector,
                                RecordTypeInfo.of(type),
                                config.detect().forgetAfter())),
                Alert.class,
                "detect " + detector.rule());
    }

    /** Every operator has a type without Kryo, a name for people and a uid for checkpoints. */
    private static <T> SingleOutputStreamOperator<T> named(
            SingleOutputStreamOperator<T> operator, Class<T> type, String name) {
        TypeInformation<T> information = RecordTypeInfo.of(type);
        return operator.returns(information).name(name).uid(name.replace(' ', '-'));
    }
}
