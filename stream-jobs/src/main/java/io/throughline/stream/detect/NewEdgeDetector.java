package io.throughline.stream.detect;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A service calls a service that it never called before. What a service calls is learned per caller; an edge is known once it
 * was seen while learning, or an episode of {@link #EPISODE} after its first call has been told.
 */
public final class NewEdgeDetector implements Detector<Call, NewEdgeDetector.Habits> {
    public static final String RULE = "new-edge";

    /** Callees remembered of one caller; beyond it the one unseen for longest is forgotten. */
    static final int MAX_CALLEES = 1_000;

    static final Duration EPISODE = Duration.ofMinutes(10);
    private static final long serialVersionUID = 1L;

    private final DetectConfig config;

    public NewEdgeDetector(DetectConfig config) {
        this.config = config;
    }

    /**
     * What a caller usually calls.
     *
     * @param since its first call
     * @param calls all of them
     * @param lastCall by callee
     * @param news by callee: edges being told
     */
    public record Habits(Instant since, long calls, Map<String, Instant> lastCall, Map<String, Episode> news) {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<Habits> stateType() {
        return Habits.class;
    }

    @Override
    public String keyOf(Call call) {
        return call.caller();
    }

    @Override
    public Instant knownAt(Call call) {
        return call.known();
    }

    @Override
    public String idOf(Call call) {
        return call.event();
    }

    @Override
    public Habits observe(@Nullable Habits state, Call call, Consumer<Alert> alerts) {
        Habits habits = state != null ? state : new Habits(call.known(), 0, new HashMap<>(), new HashMap<>());
        Instant last = habits.lastCall.get(call.callee());
        boolean forgotten = last != null && last.plus(config.forgetAfter()).isBefore(call.known());
        boolean unknown = last == null || forgotten;
        boolean learning =
                call.known().isBefore(habits.since.plus(config.learnFor())) || habits.calls < config.newEdgeMinCalls();
        if (unknown && !learning) {
            habits.news.put(call.callee(), Episode.begin(call.known()));
        }
        Episode episode = habits.news.get(call.callee());
        if (episode != null) {
            if (call.known().isAfter(episode.begin().plus(EPISODE))) {
                habits.news.remove(call.callee());
            } else {
                Episode grown = episode.with(
                        call.known(), new Evidence(call.event(), call.flow(), call.source(), call.offset()));
                habits.news.put(call.callee(), grown);
                if (grown.worthTelling()) {
                    alerts.accept(alert(habits, call, grown));
                }
            }
        }
        habits.lastCall.merge(call.callee(), call.known(), (a, b) -> a.isAfter(b) ? a : b);
        if (habits.lastCall.size() > MAX_CALLEES) {
            String oldest = Least.of(habits.lastCall, Comparator.naturalOrder());
            habits.lastCall.remove(oldest);
            habits.news.remove(oldest);
        }
        return new Habits(habits.since, habits.calls + 1, habits.lastCall, habits.news);
    }

    private static Alert alert(Habits habits, Call call, Episode episode) {
        TreeSet<String> usual = new TreeSet<>(habits.lastCall.keySet());
        usual.removeAll(habits.news.keySet());
        return new Sign(
                        RULE,
                        Alert.Severity.HIGH,
                        call.caller() + '\0' + call.callee(),
                        Map.of("service.name", call.caller(), "peer", call.callee()),
                        call.caller() + " calls " + call.callee() + ", which it never called before",
                        call.caller() + " calls " + (usual.isEmpty() ? "nothing" : Names.some(usual)) + " ("
                                + habits.calls + " calls since " + habits.since + ")",
                        episode.count() + (episode.count() == 1 ? " call" : " calls") + " to " + call.callee()
                                + (call.method() == null || call.template() == null
                                        ? ""
                                        : ", such as " + call.method() + " " + call.template()),
                        List.of("T1021"))
                .of(episode);
    }
}
