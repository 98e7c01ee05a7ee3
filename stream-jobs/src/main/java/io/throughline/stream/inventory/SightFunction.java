package io.throughline.stream.inventory;

import io.throughline.core.model.LogEvent;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Events to sights. What a container does all the time is told once in a while, see {@link ToldBefore}, so that most events cost a look into a table.
 */
final class SightFunction extends ProcessFunction<LogEvent, Sight> {
    /** What the whole fleet is judged by: engines' and scanners' news, and who takes part in requests. */
    static final OutputTag<Sight> FLEET = new OutputTag<>("fleet", RecordTypeInfo.of(Sight.class));

    /** What risks are scored by: engines' news. */
    static final OutputTag<Sight> STATES = new OutputTag<>("states", RecordTypeInfo.of(Sight.class));

    /** Of lines and of requests. */
    static final long EVERY_MILLIS = 10_000;

    static final long CALLS_EVERY_MILLIS = 60_000;
    static final long USES_EVERY_MILLIS = 600_000;
    private static final long serialVersionUID = 1L;

    private transient EventSights sights;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    SightFunction() {}

    @Override
    public void open(OpenContext context) {
        sights = new EventSights(new ToldBefore());
    }

    @Override
    public void processElement(LogEvent event, Context context, Collector<Sight> out) {
        sights.of(event, new EventSights.Told() {
            @Override
            public void ofOne(Sight sight) {
                out.collect(sight);
            }

            @Override
            public void ofFleet(Sight sight) {
                context.output(FLEET, sight);
            }

            @Override
            public void ofEngine(Sight sight) {
                out.collect(sight);
                context.output(FLEET, sight);
                context.output(STATES, sight);
            }
        });
    }
}
