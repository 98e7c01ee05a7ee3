package io.throughline.stream.score;

import io.throughline.stream.correlate.Call;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Calls to edges: the earliest of each edge and five minutes that this task sees. What was told is forgotten on a restart, and then told again. */
final class EdgeFunction extends ProcessFunction<Call, ScoreInput> {
    /** Beyond it, what was told longest ago is told again. */
    private static final int MAX_EDGES = 50_000;

    private static final long EVERY_MILLIS = 300_000;
    private static final long serialVersionUID = 1L;

    private transient Map<String, Instant> told;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    EdgeFunction() {}

    @Override
    public void open(OpenContext context) {
        told = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                return size() > MAX_EDGES;
            }
        };
    }

    @Override
    public void processElement(Call call, Context context, Collector<ScoreInput> out) {
        String edge = call.caller() + '\0' + call.callee();
        Instant before = told.get(edge);
        boolean isSame = before != null && stretch(before) == stretch(call.known());
        if (before == null || !isSame || call.known().isBefore(before)) {
            told.put(edge, call.known());
            out.collect(ScoreInput.of(call));
        }
    }

    private static long stretch(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), EVERY_MILLIS);
    }
}
