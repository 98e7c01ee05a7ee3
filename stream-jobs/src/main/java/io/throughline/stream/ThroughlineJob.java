package io.throughline.stream;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.profile.RequestShape;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RulesConfig;
import io.throughline.stream.behaviour.BehaviourStages;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.correlate.CorrelateFunction;
import io.throughline.stream.correlate.CorrelatedEvent;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackFunction;
import io.throughline.stream.correlate.Request;
import io.throughline.stream.correlate.RequestTrace;
import io.throughline.stream.correlate.ResolveRequestFunction;
import io.throughline.stream.correlate.RouteFunction;
import io.throughline.stream.detect.Detector;
import io.throughline.stream.detect.Detectors;
import io.throughline.stream.detect.ErrorBurstDetector;
import io.throughline.stream.detect.NewEdgeDetector;
import io.throughline.stream.detect.PayloadDetector;
import io.throughline.stream.detect.PrincipalStages;
import io.throughline.stream.detect.RuleDetector;
import io.throughline.stream.detect.UnusualParameterDetector;
import io.throughline.stream.health.HealthStages;
import io.throughline.stream.infer.InferredFlows;
import io.throughline.stream.inventory.InventoryStages;
import io.throughline.stream.normalise.NormaliseFunction;
import io.throughline.stream.paths.LearnPathsFunction;
import io.throughline.stream.report.ApiMinuteFunction;
import io.throughline.stream.report.ApiObservation;
import io.throughline.stream.report.EdgeMinuteFunction;
import io.throughline.stream.rules.RuleStages;
import io.throughline.stream.score.ScoreStages;
import io.throughline.stream.sinks.Landing;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole graph: raw records in, results out. Where they come from and land is given from outside, so the same graph runs in
 * one process, on a cluster and over files.
 *
 * <pre>
 *   raw -> normalise -+-> findings, and alerts of them
 *                     +-> sight containers -> watch containers, watch fleet -> alerts
 *                     +-> match rules, correlate rules -> findings, and alerts of them
 *                     +-> shapes of parameters -> detect -> alerts
 *                     +-> route -+-> logs
 *                                +-> by trace id -------------+-> correlate -> flows
 *                                +-> by request id -> resolve +       |
 *                                +-> by instance -> infer ----+       +-> health -> alerts
 *                                +-> requests ---------------------------+  calls
 *                                +-> calls ------------------------------|----+
 *                                                                        +-> learn paths
 *                                                                        +-> detect -> alerts
 * +-> behaviour, with closed flows -> alerts
 *                                                                        +-> report -> API minutes, edge minutes
 *   alerts, edges of calls -> score -> alerts, risks of entities
 * </pre>
 */
public final class ThroughlineJob {
    private ThroughlineJob() {}

    /** Draws the graph from {@code raw} to {@code landing}, by the rules that it is started with. */
    public static void draw(DataStream<RawRecord> raw, Landing landing, JobConfig config) {
        draw(raw, null, landing, config);
    }

    /** @param changes of rules while the job runs; null where there are none, as over files */
    public static void draw(
            DataStream<RawRecord> raw, RuleStages.@Nullable Changes changes, Landing landing, JobConfig config) {
        SingleOutputStreamOperator<LogEvent> events = named(
                raw.process(new NormaliseFunction(
                        config.parse(), config.mask(), config.detect().payloads())),
                LogEvent.class,
                "normalise");
        DataStream<Finding> findings = events.getSideOutput(NormaliseFunction.FINDINGS);
        boolean detecting = config.detect().on();
        RuleStages.Results judged = detecting ? RuleStages.of(events, GivenRules.read(config.rules()), changes) : null;
        DataStream<Finding> ofRules = judged == null ? null : judged.findings();
        DataStream<Rejected> rejected = events.getSideOutput(NormaliseFunction.REJECTED);
        landing.rejected(judged == null ? rejected : judged.and(rejected));
        landing.findings(ofRules == null ? findings : findings.union(ofRules));

        SingleOutputStreamOperator<CorrelatedEvent> byTrace = named(
                events.process(new RouteFunction(
                        config.infer().partialIds(), detecting, config.mask().digestKey())),
                CorrelatedEvent.class,
                "route");
        DataStream<CorrelatedEvent> byRequest = resolve(byTrace, config);
        landing.logs(byTrace, byRequest);

        SingleOutputStreamOperator<Flow> flows = named(
                byTrace.getSideOutput(RouteFunction.PARTS)
                        .union(
                                named(byRequest.flatMap(new PackFunction()), FlowRecord.class, "flow by request id"),
                                InferredFlows.of(byTrace.getSideOutput(RouteFunction.HOPS), config.infer()))
                        .keyBy(FlowRecord::flow)
                        .process(new CorrelateFunction(
                                config.correlate(),
                                detecting,
                                detecting && config.health().watched())),
                Flow.class,
                "correlate");
        landing.flows(flows);

        DataStream<Request> requests =
                byTrace.getSideOutput(RouteFunction.REQUESTS).union(flows.getSideOutput(CorrelateFunction.ASKS));
        DataStream<Call> calls =
                byTrace.getSideOutput(RouteFunction.CALLS).union(flows.getSideOutput(CorrelateFunction.CALLS));

        SingleOutputStreamOperator<Request> asked = named(
                requests.keyBy(LearnPathsFunction::keyOf)
                        .connect(calls.keyBy(LearnPathsFunction::keyOf))
                        .process(new LearnPathsFunction(
                                config.detect().forgetAfter(),
                                detecting ? BehaviourStages.watch(config.behaviour()) : null)),
                Request.class,
                "learn paths");
        DataStream<Call> learnedCalls = asked.getSideOutput(LearnPathsFunction.CALLS);
        DataStream<Request> learned = named(asked.filter(request -> !request.again()), Request.class, "requests once");

        if (detecting) {
            DataStream<Alert> alerts = detect(calls, Call.class, new NewEdgeDetector(config.detect()), config)
                    .union(
                            detect(calls, Call.class, new ErrorBurstDetector(config.detect()), config),
                            PrincipalStages.of(asked, config.principals(), config.detect()),
                            detect(
                                    events.getSideOutput(NormaliseFunction.SHAPES),
                                    RequestShape.class,
                                    new UnusualParameterDetector(config.detect()),
                                    config),
                            Detectors.alerts(
                                    findings,
                                    Finding.class,
                                    new PayloadDetector(config.detect()),
                                    config.detect().payloadWindow().multipliedBy(2)));
            if (config.behaviour().on()) {
                alerts = alerts.union(BehaviourStages.of(asked, flows, config.behaviour()));
            }
            if (config.health().watched()) {
                alerts = alerts.union(
                        HealthStages.of(flows.getSideOutput(CorrelateFunction.SETTLED), byTrace, config.health()));
            }
            InventoryStages inventory = InventoryStages.of(events, config.inventory());
            alerts = alerts.union(inventory.alerts());
            alerts = ofRules == null ? alerts : alerts.union(alertsOf(ofRules, config.rules()));
            DataStream<Alert> scored = ScoreStages.of(alerts, calls, inventory.states(), config.score());
            landing.alerts(scored);
            landing.inventory(inventory.versions());
            landing.risks(ScoreStages.risks(scored, config.score()));
        }

        Duration keepFor = config.correlate().keepAfterClose();
        landing.edgeMinutes(named(
                calls.keyBy(EdgeMinuteFunction::keyOf).process(new EdgeMinuteFunction(keepFor)),
                EdgeMinute.class,
                "report edges"));
        landing.apiMinutes(named(
                observations(learned, learnedCalls)
                        .keyBy(ApiMinuteFunction::keyOf)
                        .process(new ApiMinuteFunction(keepFor)),
                ApiMinute.class,
                "report APIs"));
    }

    private static DataStream<Alert> alertsOf(DataStream<Finding> ofRules, RulesConfig config) {
        return Detectors.alerts(
                ofRules,
                Finding.class,
                new RuleDetector(config.window()),
                config.window().multipliedBy(2));
    }

    /** Events with a request id and no trace id wait for an event that has both. */
    private static DataStream<CorrelatedEvent> resolve(
            SingleOutputStreamOperator<CorrelatedEvent> routed, JobConfig config) {
        return named(
                routed.getSideOutput(RouteFunction.UNRESOLVED)
                        .keyBy(event -> String.valueOf(event.correlation().requestId()))
                        .connect(routed.getSideOutput(RouteFunction.REQUEST_TRACES)
                                .keyBy(RequestTrace::requestId))
                        .process(new ResolveRequestFunction(config.correlate())),
                CorrelatedEvent.class,
                "resolve request ids");
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
        return Detectors.alerts(observations, type, detector, config.detect().forgetAfter());
    }
}
