package io.throughline.stream.normalise;

import io.throughline.core.mask.MaskConfig;
import io.throughline.core.mask.Masker;
import io.throughline.core.mask.Masking;
import io.throughline.core.mask.SourceMaskers;
import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.model.RequestParts;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.payload.PayloadFindings;
import io.throughline.core.profile.RequestShape;
import io.throughline.stream.types.RecordTypeInfo;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Raw records into log events, each once and without secrets, also where others than our shipper have written them: a sender
 * that was killed sends again what it does not know to be acknowledged, see {@link SentAgain}. What it knows is kept as union state: on a restore every task gets all of it, whichever partitions it is
 * given.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
public final class NormaliseFunction extends ProcessFunction<RawRecord, LogEvent> implements CheckpointedFunction {
    public static final OutputTag<Rejected> REJECTED = new OutputTag<>("rejected", RecordTypeInfo.of(Rejected.class));

    /** Attacks in what requests carry: their text is masked in the events, so they are looked for here. */
    public static final OutputTag<Finding> FINDINGS = new OutputTag<>("findings", RecordTypeInfo.of(Finding.class));

    /** What parameter profiles learn from. */
    public static final OutputTag<RequestShape> SHAPES =
            new OutputTag<>("shapes", RecordTypeInfo.of(RequestShape.class));

    private static final long serialVersionUID = 1L;

    private final ParseLimits limits;
    private final MaskConfig masks;
    private final boolean payloads;
    private transient SourceMaskers maskers;
    private transient Normaliser normaliser;
    private transient PayloadFindings payloadFindings;
    private transient SentAgain before;
    private transient ListState<SentAgain.Reached> stored;
    private transient Counter again;
    private transient Counter rejected;

    /** @param payloads whether requests are looked through for attacks */
    public NormaliseFunction(ParseLimits limits, MaskConfig masks, boolean payloads) {
        this.limits = limits;
        this.masks = masks;
        this.payloads = payloads;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        stored = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("reached", RecordTypeInfo.of(SentAgain.Reached.class)));
        before = new SentAgain();
        before.restore(stored.get());
    }

    @Override
    public void open(OpenContext context) {
        normaliser = new Normaliser(limits);
        maskers = new SourceMaskers(masks);
        Masker excerpts = Masking.of(masks).masker();
        payloadFindings = new PayloadFindings(
                text -> new String(excerpts.mask(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
        getRuntimeContext().getMetricGroup().gauge("payloadsCut", payloadFindings::cut);
        getRuntimeContext().getMetricGroup().gauge("secretsMasked", maskers.counts()::total);
        again = getRuntimeContext().getMetricGroup().counter("recordsSentAgain");
        rejected = getRuntimeContext().getMetricGroup().counter("recordsRejected");
        getRuntimeContext().getMetricGroup().gauge("seriesForgotten", before::forgotten);
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<LogEvent> out) {
        if (before.test(raw)) {
            again.inc();
            return;
        }
        RawRecord masked = maskers.mask(raw);
        switch (normaliser.normalise(masked)) {
            case LogEvent event -> {
                if (normaliser.namedItself() && before.test(event)) {
                    again.inc();
                } else {
                    out.collect(event);
                    look(event, raw, masked, context);
                }
            }
            case Rejected reason -> {
                rejected.inc();
                context.output(REJECTED, reason);
            }
        }
    }

    /** A record in which something was masked is read once more as it came. */
    @SuppressWarnings("ReferenceEquality") // A masker hands back the record itself where it has nothing to mask.
    private void look(LogEvent event, RawRecord raw, RawRecord masked, Context context) {
        RequestParts parts = normaliser.request();
        if (parts != null && raw != masked) {
            normaliser.normalise(raw);
            parts = normaliser.request();
        }
        if (parts != null) {
            RequestShape shape = RequestShapes.of(event, parts);
            if (shape != null) {
                context.output(SHAPES, shape);
            }
            if (payloads) {
                payloadFindings.of(event, parts).forEach(finding -> context.output(FINDINGS, finding));
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        stored.update(before.snapshot(System.currentTimeMillis()));
    }
}
