package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.correlate.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Errors on an edge beyond what its learned rate explains.
 *
 * <p>With {@code e} errors among {@code n} calls of the window and a learned rate {@code p} the chance of so many is at most
 * {@code exp(-n * KL(e/n || p))} (Chernoff, "A measure of asymptotic efficiency", 1952; Hoeffding, "Probability inequalities for
 * sums of bounded random variables", 1963). For {@code p} stands the upper 95 % bound of the learned rate (Agresti and Coull,
 * "Approximate is better than exact", 1998), so a short history makes the detector slower, not louder. Calls join the history
 * when they leave the window, and do not while a burst goes on: a burst never becomes the norm it is measured by. The
 * history fades by half in {@link #HALF_LIFE}.
 */
public final class ErrorBurstDetector implements Detector<Call, ErrorBurstDetector.EdgeRecord> {
    public static final String RULE = "error-burst";

    static final Duration HALF_LIFE = Duration.ofHours(24);

    /** The window is this many slices. */
    static final int SLICES = 10;

    private static final long serialVersionUID = 1L;

    private final DetectConfig config;
    private final double surprise;
    private final long sliceMillis;

    public ErrorBurstDetector(DetectConfig config) {
        this.config = config;
        this.surprise = -Math.log(config.burstChance());
        this.sliceMillis = Math.max(1, config.burstWindow().toMillis() / SLICES);
    }

    /** Calls and errors of one slice of the window. */
    public record Slice(long calls, long errors) {}

    /**
     * An edge's record.
     *
     * @param since its first call
     * @param faded when the history was last faded
     * @param calls of the history, faded
     * @param errors of the history, faded
     * @param window by slice number: what is not history yet
     * @param burst the burst that goes on, null for none
     */
    public record EdgeRecord(
            Instant since,
            Instant faded,
            double calls,
            double errors,
            Map<Long, Slice> window,
            @Nullable Episode burst) {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<EdgeRecord> stateType() {
        return EdgeRecord.class;
    }

    @Override
    public String keyOf(Call call) {
        return call.caller() + '\0' + call.callee();
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
    public EdgeRecord observe(@Nullable EdgeRecord state, Call call, Consumer<Alert> alerts) {
        EdgeRecord record = slide(
                state != null ? state : new EdgeRecord(call.known(), call.known(), 0, 0, new HashMap<>(), null),
                call.known());
        record.window.merge(
                slice(call.known()),
                new Slice(1, call.failed() ? 1 : 0),
                (a, b) -> new Slice(a.calls + b.calls, a.errors + b.errors));
        if (!call.failed()) {
            return record;
        }
        Episode burst = record.burst;
        if (burst == null) {
            if (call.known().isBefore(record.since.plus(config.learnFor())) || !surprising(record)) {
                return record;
            }
            burst = Episode.begin(call.known());
        }
        burst = burst.with(call.known(), new Evidence(call.event(), call.flow(), call.source(), call.offset()));
        EdgeRecord told = new EdgeRecord(record.since, record.faded, record.calls, record.errors, record.window, burst);
        if (burst.worthTelling()) {
            alerts.accept(alert(told, burst, call));
        }
        return told;
    }

    /** Ends a burst after a quiet window, and moves what has left the window into the history. */
    private EdgeRecord slide(EdgeRecord record, Instant now) {
        Episode burst = record.burst;
        if (burst != null && now.isAfter(burst.last().plus(config.burstWindow()))) {
            burst = null;
        }
        long oldest = slice(now) - SLICES + 1;
        double calls = record.calls;
        double errors = record.errors;
        boolean moved = false;
        for (var entries = record.window.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<Long, Slice> entry = entries.next();
            if (entry.getKey() < oldest) {
                if (record.burst == null) {
                    calls += entry.getValue().calls;
                    errors += entry.getValue().errors;
                }
                entries.remove();
                moved = true;
            }
        }
        if (!moved) {
            return new EdgeRecord(record.since, record.faded, calls, errors, record.window, burst);
        }
        double fade =
                Math.pow(0.5, (double) Duration.between(record.faded, now).toMillis() / (double) HALF_LIFE.toMillis());
        return new EdgeRecord(record.since, now, calls * fade, errors * fade, record.window, burst);
    }

    private boolean surprising(EdgeRecord record) {
        Slice seen = seen(record);
        if (seen.errors < config.burstMinErrors()) {
            return false;
        }
        double share = (double) seen.errors / (double) seen.calls;
        double usual = Chance.upperRate(record.errors, record.calls);
        return share > usual && (double) seen.calls * Chance.divergence(share, usual) > surprise;
    }

    private static Slice seen(EdgeRecord record) {
        long calls = 0;
        long errors = 0;
        for (Slice slice : record.window.values()) {
            calls += slice.calls;
            errors += slice.errors;
        }
        return new Slice(calls, errors);
    }

    private long slice(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), sliceMillis);
    }

    private Alert alert(EdgeRecord record, Episode burst, Call call) {
        Slice seen = seen(record);
        return new Sign(
                        RULE,
                        Alert.Severity.HIGH,
                        keyOf(call),
                        Map.of("service.name", call.callee(), "caller", call.caller()),
                        "calls from " + call.caller() + " to " + call.callee() + " fail",
                        String.format(
                                Locale.ROOT,
                                "%.2f %% of calls fail, at most %.2f %% (%.0f calls since %s)",
                                100 * record.errors / Math.max(1, record.calls),
                                100 * Chance.upperRate(record.errors, record.calls),
                                record.calls,
                                record.since),
                        seen.errors + " of " + seen.calls + " calls failed within "
                                + config.burstWindow().toSeconds() + " s",
                        List.of())
                .of(burst);
    }
}
