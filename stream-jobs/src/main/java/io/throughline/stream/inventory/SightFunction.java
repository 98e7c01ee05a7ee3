package io.throughline.stream.inventory;

import io.throughline.core.model.LogEvent;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Events to sights. What a container does all the time is told once in a while: the earliest of each stretch of time that this task sees, so that most
 * events cost a look into a table. What was told is forgotten on a restart, and then told again, which changes nothing.
 */
final class SightFunction extends ProcessFunction<LogEvent, Sight> {
    /** What the whole fleet is judged by: engines' and scanners' news, and who takes part in requests. */
    static final OutputTag<Sight> FLEET = new OutputTag<>("fleet", RecordTypeInfo.of(Sight.class));

    /** What risks are scored by: engines' news. */
    static final OutputTag<Sight> STATES = new OutputTag<>("states", RecordTypeInfo.of(Sight.class));

    /** Beyond it, what was told longest ago is told again. */
    private static final int MAX_TOLD = 200_000;

    /** Of lines and of requests. */
    static final long EVERY_MILLIS = 10_000;

    private static final long CALLS_EVERY_MILLIS = 60_000;
    private static final long USES_EVERY_MILLIS = 600_000;
    private static final long serialVersionUID = 1L;

    private transient Told told;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    SightFunction() {}

    /** By stretch of time, the earliest that was told. */
    private static final class Told extends LinkedHashMap<String, Instant> {
        private static final long serialVersionUID = 1L;

        Told() {
            super(1024, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_TOLD;
        }

        /** Whether nobody was told of anything as early in the same stretch. */
        boolean isNews(String what, Instant time, long everyMillis) {
            Instant before = get(what);
            if (before != null
                    && stretch(before, everyMillis) == stretch(time, everyMillis)
                    && !time.isBefore(before)) {
                return false;
            }
            put(what, time);
            return true;
        }

        private static long stretch(Instant time, long everyMillis) {
            return Math.floorDiv(time.toEpochMilli(), everyMillis);
        }
    }

    @Override
    public void open(OpenContext context) {
        told = new Told();
    }

    @Override
    public void processElement(LogEvent event, Context context, Collector<Sight> out) {
        EventSights.of(event, sight -> {
            switch (sight.kind()) {
                case STATE -> {
                    out.collect(sight);
                    context.output(FLEET, sight);
                    context.output(STATES, sight);
                }
                case SCANNED -> context.output(FLEET, sight);
                case RAISED -> out.collect(sight);
                case LOGGED -> {
                    if (told.isNews("l" + sight.key(), sight.time(), EVERY_MILLIS)) {
                        out.collect(sight);
                    }
                }
                case SERVED -> {
                    if (told.isNews("s" + sight.key(), sight.time(), EVERY_MILLIS)) {
                        out.collect(sight);
                    }
                    used(sight, context);
                }
                case CALLED -> {
                    if (told.isNews("c" + sight.key() + '\0' + sight.peer(), sight.time(), CALLS_EVERY_MILLIS)) {
                        out.collect(sight);
                    }
                    used(sight, context);
                }
            }
        });
    }

    private void used(Sight sight, Context context) {
        boolean isContainer = sight.who().container() != null || sight.who().name() != null;
        if (isContainer && told.isNews(sight.kind() + sight.key(), sight.time(), USES_EVERY_MILLIS)) {
            context.output(FLEET, sight);
        }
    }
}
