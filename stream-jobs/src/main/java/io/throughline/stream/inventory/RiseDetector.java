package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.stream.detect.AlertId;
import io.throughline.stream.detect.Episode;
import io.throughline.stream.detect.Sign;
import io.throughline.stream.inventory.ContainerMemory.Moment;
import io.throughline.stream.inventory.ContainerMemory.Rise;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A request comes in, then a program in the same container gets more rights than its starter has, then the container calls somebody whom it never called: each
 * step within a bound of the one before. The rise alone is a rule's to tell; the three together are how a break-in goes on.
 */
final class RiseDetector implements Serializable {
    static final String RULE = "setuid-then-new-edge";

    /** A command that does it; what Falco says is a rule's to tell. */
    static final String COMMAND_RULE = "setuid-command";

    private static final int MAX_COMMAND = 200;

    /** Beyond it, a peer is not taken for new any more. */
    static final int MAX_PEERS = 1_000;

    private static final int TOLD_PEERS = 10;
    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private final Duration within;

    RiseDetector(Duration within) {
        this.within = within;
    }

    ContainerMemory observe(ContainerMemory memory, Sight sight, Consumer<Alert> alerts) {
        Rise rise = memory.rise();
        Moment now = new Moment(sight.time(), sight.evidence());
        return switch (sight.kind()) {
            case SERVED -> memory.with(new Rise(now, rise.before(), rise.raised()));
            case RAISED -> {
                if (sight.peer() != null) {
                    alerts.accept(alert(memory, sight, sight.peer()));
                }
                yield memory.with(raised(rise, now));
            }
            case CALLED -> called(memory, sight, alerts);
            case STATE, LOGGED, SCANNED -> memory;
        };
    }

    private static Alert alert(ContainerMemory memory, Sight sight, String command) {
        String shown = command.length() > MAX_COMMAND ? command.substring(0, MAX_COMMAND) + "..." : command;
        return new Sign(
                        COMMAND_RULE,
                        Alert.Severity.HIGH,
                        sight.key() + '\0' + command,
                        Entities.of(sight.who(), memory.stateAt(sight.time())),
                        "a program is given more rights than its starter has in " + Entities.nameOf(sight.who()),
                        "no chmod with setuid or setgid, and no setcap, in a container that runs",
                        shown,
                        List.of())
                .of(Episode.of(sight.time(), sight.evidence()));
    }

    /** The first rise after a request counts until its time is over. */
    private Rise raised(Rise rise, Moment now) {
        Moment request = rise.request();
        boolean isAfterRequest = request != null && isWithin(request, now.at());
        boolean isOpen = rise.raised() != null && isWithin(rise.raised(), now.at());
        return isAfterRequest && !isOpen ? new Rise(request, request, now) : rise;
    }

    private ContainerMemory called(ContainerMemory memory, Sight sight, Consumer<Alert> alerts) {
        Map<String, Instant> peers = memory.peers();
        String peer = sight.peer();
        if (peer == null || peers.containsKey(peer) || peers.size() >= MAX_PEERS) {
            return memory;
        }
        Moment before = memory.rise().before();
        Moment raised = memory.rise().raised();
        if (before != null && raised != null && isWithin(raised, sight.time())) {
            alerts.accept(alert(memory, sight, before, raised, peer));
        }
        peers.put(peer, sight.time());
        return memory;
    }

    private boolean isWithin(Moment moment, Instant time) {
        return !moment.at().isAfter(time) && !moment.at().plus(within).isBefore(time);
    }

    private static Alert alert(ContainerMemory memory, Sight sight, Moment before, Moment raised, String peer) {
        Map<String, String> entity = Entities.of(sight.who(), memory.stateAt(sight.time()));
        Entities.put(entity, "peer", peer);
        String usual = String.join(
                ", ",
                memory.peers().keySet().stream().sorted().limit(TOLD_PEERS).toList());
        return new Alert(
                AlertId.of(RULE, VERSION, sight.key() + '\0' + peer, raised.at()),
                RULE,
                VERSION,
                Alert.Severity.CRITICAL,
                Entities.nameOf(sight.who()) + " calls " + peer
                        + " for the first time, after a request and a rise of rights in it",
                sight.time(),
                before.at(),
                sight.time(),
                entity,
                "calls to " + (usual.isEmpty() ? "nobody" : usual)
                        + ", and no program with more rights than its starter",
                "a request at " + before.at() + ", a rise of rights at " + raised.at() + ", a first call to " + peer
                        + " at " + sight.time(),
                List.of(),
                List.of(before.evidence(), raised.evidence(), sight.evidence()),
                1);
    }
}
