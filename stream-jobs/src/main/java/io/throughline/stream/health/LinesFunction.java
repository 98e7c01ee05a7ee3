package io.throughline.stream.health;

import io.throughline.core.health.Line;
import io.throughline.core.model.LogEvent;
import io.throughline.core.template.MessageTemplates;
import io.throughline.stream.correlate.CorrelatedEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Takes the lines of flows out of all events, by their kinds. What tells of a request is a hop and no line. */
final class LinesFunction extends ProcessFunction<CorrelatedEvent, FlowPiece> {
    private static final long serialVersionUID = 1L;

    private transient MessageTemplates templates;
    private transient FlowPacker packer;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    LinesFunction() {}

    @Override
    public void open(OpenContext context) {
        templates = new MessageTemplates();
        packer = new FlowPacker();
    }

    @Override
    public void processElement(CorrelatedEvent correlated, Context context, Collector<FlowPiece> out) {
        LogEvent event = correlated.event();
        String flow = correlated.flow();
        if (flow != null && event.hop() == null && !event.message().isEmpty()) {
            out.collect(packer.line(
                    flow,
                    Line.of(event, templates.of(event.message())),
                    new FlowPiece.Place(event.id(), event.id(), event.source(), event.offset())));
        }
    }
}
