package io.throughline.stream.correlate;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Tells every stage what it needs to know of an event. The main output is every event with its flow, as far as the event's own
 * ids tell it; all else goes to side outputs, so that an event that is nothing to a stage costs that stage nothing.
 */
public final class RouteFunction extends ProcessFunction<LogEvent, CorrelatedEvent> {
    /** Records of flows, by their trace id. */
    public static final OutputTag<FlowRecord> PARTS = tag("parts", FlowRecord.class);

    /** Events with a request id and no trace id. */
    public static final OutputTag<LogEvent> UNRESOLVED = tag("unresolved", LogEvent.class);

    /** What the events with both ids tell of a request id. */
    public static final OutputTag<RequestTrace> REQUEST_TRACES = tag("request-traces", RequestTrace.class);

    /** Hops whose flow or place in it may have to be inferred, by their instance. */
    public static final OutputTag<InstanceHop> HOPS = tag("hops", InstanceHop.class);

    /** Requests as the called services saw them. */
    public static final OutputTag<Request> REQUESTS = tag("requests", Request.class);

    /** Calls as their callers tell of them. */
    public static final OutputTag<Call> CALLS = tag("calls", Call.class);

    private static final long serialVersionUID = 1L;

    private final boolean partialIds;
    private final boolean detecting;
    private final @Nullable String digestKey;
    private transient Askers askers;
    private transient RecordPacker<FlowPart> packer;

    /**
     * @param partialIds whether some records of a flow may have ids while others have none
     * @param detecting whether it is looked for who asked
     * @param digestKey with which credentials are told apart
     */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public RouteFunction(boolean partialIds, boolean detecting, @Nullable String digestKey) {
        this.partialIds = partialIds;
        this.detecting = detecting;
        this.digestKey = digestKey;
    }

    private static <T> OutputTag<T> tag(String name, Class<T> type) {
        return new OutputTag<>(name, RecordTypeInfo.of(type));
    }

    private static InstanceHop instanceHop(LogEvent event, Hop hop, @Nullable String trace, PackedParts part) {
        return new InstanceHop(instance(event, hop), new TracedPart(hop.id(), trace, part));
    }

    /** One clock, and one program whose ways can be learned. */
    private static String instance(LogEvent event, Hop hop) {
        String instance = hop.instance() == null ? event.origin().containerName() : hop.instance();
        return hop.service() + "\n" + (instance == null ? event.origin().host() : instance);
    }

    @Override
    public void open(OpenContext context) {
        packer = RecordPacker.of(FlowPart.class);
        askers = new Askers(new CredentialDigest(digestKey));
    }

    @Override
    public void processElement(LogEvent event, Context context, Collector<CorrelatedEvent> out) {
        Correlation ids = event.correlation();
        String trace = ids.traceId();
        Hop hop = event.hop();
        Asker asker = detecting && hop != null && hop.vantage() == Vantage.INBOUND ? askers.of(event, hop) : null;
        String credential = asker == null ? null : asker.credential();
        out.collect(new CorrelatedEvent(event, trace, EdgeEvidence.TRACE));
        if (trace != null) {
            PackedParts part = PackedParts.of(FlowPart.of(event, EdgeEvidence.TRACE, credential), packer);
            context.output(PARTS, new FlowRecord(trace, part));
            if (partialIds && event.hop() != null) {
                context.output(HOPS, instanceHop(event, event.hop(), trace, part));
            }
            if (ids.requestId() != null) {
                context.output(REQUEST_TRACES, new RequestTrace(ids.requestId(), trace, event.timestamp()));
            }
        } else if (ids.requestId() != null) {
            context.output(UNRESOLVED, event);
        } else if (event.hop() != null) {
            context.output(
                    HOPS,
                    instanceHop(
                            event,
                            event.hop(),
                            null,
                            PackedParts.of(FlowPart.of(event, EdgeEvidence.INFERENCE, credential), packer)));
        }
        if (hop != null && hop.vantage() == Vantage.INBOUND) {
            HopFacts.request(event, hop, asker).ifPresent(request -> context.output(REQUESTS, request));
        } else if (hop != null && hop.vantage() == Vantage.OUTBOUND) {
            HopFacts.call(event, hop).ifPresent(call -> context.output(CALLS, call));
        }
    }
}
