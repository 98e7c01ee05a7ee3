package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import io.throughline.core.score.ExposureMemory;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.inventory.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is judged together: an alert, an edge of the service map, or what an engine told.
 *
 * @param id breaks ties; the kind comes first: what an alert's exposure depends on comes before it
 * @param asset by field, the names under which the traits are known
 */
record ScoreInput(
        Instant time,
        String id,
        @Nullable Alert alert,
        @Nullable Edge edge,
        Map<String, String> asset,
        ExposureMemory.@Nullable Traits traits) {
    /** Somebody called somebody. */
    record Edge(String caller, String callee) {}

    static ScoreInput of(Alert alert) {
        Instant time = alert.windowEnd().isBefore(alert.time()) ? alert.time() : alert.windowEnd();
        return new ScoreInput(time, "c" + alert.id() + alert.count(), alert, null, Map.of(), null);
    }

    static ScoreInput of(Call call) {
        return new ScoreInput(
                call.known(), "a" + call.event(), null, new Edge(call.caller(), call.callee()), Map.of(), null);
    }

    static ScoreInput of(Sight state) {
        Sight.Facts facts = state.facts();
        List<String> privileges = facts == null || facts.privileges() == null ? List.of() : facts.privileges();
        Map<String, String> asset = new TreeMap<>();
        put(asset, "container.id", state.who().container());
        put(asset, "container.name", state.who().name());
        put(asset, "service.name", state.who().service());
        Instant built = facts == null ? null : facts.built();
        return new ScoreInput(
                state.time(),
                "b" + state.id(),
                null,
                null,
                asset,
                new ExposureMemory.Traits(state.time(), privileges.isEmpty() ? null : state.time(), privileges, built));
    }

    private static void put(Map<String, String> asset, String field, @Nullable String name) {
        if (name != null && !name.equals("unknown")) {
            asset.put(field, name);
        }
    }
}
