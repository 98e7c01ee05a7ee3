package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.store.TimeRange;
import io.throughline.stream.detect.HealthEpisodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Compares alerts with labelled faults.
 *
 * <p>A fault is raised if an alert tells of it by {@link #SOON} after its injection: one that begins then, or one that began at most
 * {@link #EARLY} before, as labels are up to so much later than what they tell of, and goes on. Time is free of faults where the data have records and no label is
 * near; an alert that begins then is false as far as the labels go.
 */
final class FaultAlerts {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration EARLY = Duration.ofSeconds(90);

    /** No fault of the data is seen for longer. */
    private static final Duration LATE = Duration.ofMinutes(4);

    private static final int ENOUGH_RAISED = 24;

    private final List<FaultsBench.Fault> faults;
    private final List<Raised> alerts = new ArrayList<>();
    private final TreeSet<Long> seconds = new TreeSet<>();

    private record Raised(Instant time, Instant begin, Instant end, String service, String seen) {}

    FaultAlerts(List<FaultsBench.Fault> faults) {
        this.faults = faults;
    }

    /** @param event a line of {@code events.ndjson}: there are data then */
    void sawRecord(JsonNode event) {
        seconds.add(Instant.parse(event.path(EcsFields.TIMESTAMP).textValue()).getEpochSecond());
    }

    /** @param alert a line of {@code alerts.ndjson} */
    void sawAlert(JsonNode alert) {
        if (alert.path("rule").textValue().equals(HealthEpisodes.RULE)) {
            alerts.add(new Raised(
                    Instant.parse(alert.path("time").textValue()),
                    Instant.parse(alert.path("window_start").textValue()),
                    Instant.parse(alert.path("window_end").textValue()),
                    alert.path("entity").path("service.name").textValue(),
                    alert.path("seen").textValue()));
        }
    }

    void tell(ObjectNode result) {
        int raised = 0;
        int rightly = 0;
        for (FaultsBench.Fault fault : faults) {
            List<Raised> of =
                    alerts.stream().filter(alert -> tellsOf(alert, fault, SOON)).toList();
            boolean right = of.stream().anyMatch(alert -> alert.service.equals(fault.service()));
            raised += of.isEmpty() ? 0 : 1;
            rightly += right ? 1 : 0;
            System.err.printf(
                    "%n%s %s %s: %s%n",
                    fault.injected(),
                    fault.service(),
                    fault.type(),
                    of.isEmpty()
                            ? "NOT RAISED; its suspects above say what there is of it"
                            : right ? "raised" : "raised, naming others");
            of.forEach(alert -> System.err.printf(
                    "  %d s %s%n",
                    Duration.between(fault.injected(), alert.time).toSeconds(), alert.seen));
        }
        List<Raised> unlabelled = alerts.stream()
                .filter(alert -> faults.stream().noneMatch(fault -> tellsOf(alert, fault, LATE)))
                .toList();
        double hours = seconds.stream().filter(this::isFree).count() / 3_600.0;
        System.err.printf(
                Locale.ROOT,
                "%nraised within %d s: %d of %d (asked: %d), naming the service %d; %d alerts in all; without a label near: %d in %.2f h free of labels (%.2f h of data)%n",
                SOON.toSeconds(),
                raised,
                faults.size(),
                ENOUGH_RAISED,
                rightly,
                alerts.size(),
                unlabelled.size(),
                hours,
                seconds.size() / 3_600.0);
        unlabelled.forEach(alert -> System.err.println("  " + alert.time + " " + alert.seen));
        result.put("raised", raised)
                .put("raised_with_right_service", rightly)
                .put("alerts", alerts.size())
                .put("unlabelled", unlabelled.size())
                .put("hours_free_of_labels", Math.round(hours * 1e3) / 1e3)
                .put("hours_of_data", Math.round(seconds.size() / 3.6) / 1e3);
    }

    private boolean isFree(long second) {
        Instant time = Instant.ofEpochSecond(second);
        return faults.stream()
                .noneMatch(fault -> isIn(
                        new TimeRange(
                                fault.injected().minus(EARLY), fault.injected().plus(LATE)),
                        time));
    }

    private static boolean tellsOf(Raised alert, FaultsBench.Fault fault, Duration until) {
        Instant from = fault.injected().minus(EARLY);
        return isIn(new TimeRange(from, fault.injected().plus(until).plusSeconds(1)), alert.time)
                && alert.end.isAfter(fault.injected());
    }

    private static boolean isIn(TimeRange range, Instant time) {
        return !time.isBefore(range.from()) && time.isBefore(range.to());
    }
}
