package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By how much the clock of a called instance is ahead of its caller's, as far as the two sides of a flow's own calls show it: what was called
 * began no earlier than the call and ended no later, so each call leaves the clocks so much room and no more (Cristian, "Probabilistic
 * clock synchronization", Distributed Computing 3, 1989). Told only where no room is left for clocks that agree.
 */
public final class ClockShift {
    private final Map<Clocks, Room> rooms = new HashMap<>();
    private final Map<String, FlowHop> byId = new HashMap<>();

    private record Clocks(String caller, String called) {}

    /** What the difference lies between, in microseconds. */
    private record Room(long from, long to) {
        Room and(Room other) {
            return new Room(Math.max(from, other.from), Math.min(to, other.to));
        }
    }

    private ClockShift(Flow flow) {
        flow.hops().forEach(hop -> byId.putIfAbsent(hop.id(), hop));
        for (FlowHop hop : flow.hops()) {
            FlowHop call = call(hop);
            if (call != null) {
                rooms.merge(clocks(call, hop), room(call, hop), Room::and);
            }
        }
    }

    public static ClockShift of(Flow flow) {
        return new ClockShift(flow);
    }

    /** The caller's side, where a record tells it: an edge that rests on times says nothing of clocks. */
    private @Nullable FlowHop call(FlowHop hop) {
        FlowHop parent = hop.parent() == null ? null : byId.get(hop.parent());
        if (parent == null || hop.confidence() < 1) {
            return null;
        }
        boolean told = hop.evidence() == EdgeEvidence.PARENT_SPAN || hop.evidence() == EdgeEvidence.LINK;
        boolean isCall = hop.vantage() == Vantage.INBOUND
                && parent.vantage() == Vantage.OUTBOUND
                && !clock(parent).equals(clock(hop));
        // What outlives its call was not waited for, and may have begun at any time.
        boolean isWaitedFor = parent.duration().compareTo(hop.duration()) >= 0;
        return told && isCall && isWaitedFor ? parent : null;
    }

    private static Clocks clocks(FlowHop call, FlowHop called) {
        return new Clocks(clock(call), clock(called));
    }

    private static String clock(FlowHop hop) {
        return Objects.requireNonNullElse(hop.instance(), hop.host());
    }

    private static Room room(FlowHop call, FlowHop called) {
        return new Room(
                ChronoUnit.MICROS.between(call.end(), called.end()),
                ChronoUnit.MICROS.between(call.start(), called.start()));
    }

    /**
     * For people: {@code +12.3 ms (±0.4)} where the hop's clock is ahead of its caller's by this much.
     *
     * @return null where the clocks may agree, where calls contradict each other, and where no call tells
     */
    public @Nullable String sentence(FlowHop hop) {
        FlowHop call = call(hop);
        Room room = call == null ? null : rooms.get(clocks(call, hop));
        if (room == null || room.from > room.to || (room.from <= 0 && room.to >= 0)) {
            return null;
        }
        return String.format(
                Locale.ROOT, "%+.1f ms (±%.1f)", (room.from + room.to) / 2_000.0, (room.to - room.from) / 2_000.0);
    }
}
