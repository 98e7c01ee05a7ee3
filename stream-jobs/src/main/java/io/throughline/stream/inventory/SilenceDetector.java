package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerState;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.AlertId;
import io.throughline.stream.detect.Episode;
import io.throughline.stream.inventory.ContainerMemory.Life;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Serves, and no longer logs. A container's lines are those that are no requests, and it serves as its spans or access logs say; a service's lines
 * are all that its containers write, and it serves as its callers say. A container that ended is quiet, not silent; and one that never logged much,
 * or often is without a line for as long while it serves, has nothing to fall silent with.
 */
final class SilenceDetector implements Serializable {
    static final String RULE = "container-silent";
    static final String SERVICE_RULE = "service-silent";

    /** Stretches of ten seconds with lines, before silence means anything. */
    static final int MIN_LOGS = 20;

    /** Requests, or stretches of ten seconds with requests, that show that it serves. */
    static final int MIN_SERVED = 5;

    /** How many times its usual gap is too long. */
    static final int FACTOR = 3;

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private final Duration silence;

    SilenceDetector(Duration silence) {
        this.silence = silence;
    }

    ContainerMemory observe(ContainerMemory memory, Sight sight, Consumer<Alert> alerts) {
        Life life = memory.life();
        return switch (sight.kind()) {
            case LOGGED -> memory.with(logged(life, sight.time()));
            case SERVED -> memory.with(served(memory, sight, alerts));
            case STATE -> memory.with(told(life, sight));
            case CALLED, RAISED, SCANNED -> memory;
        };
    }

    private static Life logged(Life life, Instant time) {
        Instant last = life.lastLog();
        if (last != null && !time.isAfter(last)) {
            return life;
        }
        Duration gap = last == null || life.unheard() == null ? Duration.ZERO : Duration.between(last, time);
        boolean isLonger = gap.compareTo(life.usualGap()) > 0;
        return new Life(
                life.firstLog() == null ? time : life.firstLog(),
                time,
                life.logs() + 1,
                isLonger ? gap : life.usualGap(),
                null, // whoever logs has not ended
                null,
                new ArrayList<>(),
                null);
    }

    private static Life told(Life life, Sight sight) {
        Sight.Facts facts = sight.facts();
        boolean isOver = facts != null
                && (facts.action() == ContainerState.Action.ENDED || facts.action() == ContainerState.Action.REMOVED);
        return new Life(
                life.firstLog(),
                life.lastLog(),
                life.logs(),
                life.usualGap(),
                isOver ? sight.time() : null,
                life.unheard(),
                life.shown(),
                life.silence());
    }

    private Life served(ContainerMemory memory, Sight sight, Consumer<Alert> alerts) {
        Life life = memory.life();
        Instant last = life.lastLog();
        if (last == null || !sight.time().isAfter(last) || life.ended() != null) {
            return life;
        }
        List<Evidence> shown = life.shown();
        if (shown.size() < Alert.MAX_EVIDENCE) {
            shown.add(sight.evidence());
        }
        Episode episode = life.silence();
        boolean isLearned = life.logs() >= MIN_LOGS;
        boolean isLong = Duration.between(last, sight.time()).compareTo(limit(life)) > 0;
        if (isLearned && isLong && shown.size() >= MIN_SERVED) {
            if (episode == null) {
                episode = Episode.begin(sight.time());
                for (Evidence evidence : shown.subList(0, shown.size() - 1)) {
                    episode = episode.showing(evidence);
                }
            }
            episode = episode.with(sight.time(), sight.evidence());
            if (episode.worthTelling()) {
                alerts.accept(alert(memory, sight, last, episode));
            }
        }
        return new Life(
                life.firstLog(),
                last,
                life.logs(),
                life.usualGap(),
                null,
                life.unheard() == null ? sight.time() : life.unheard(),
                shown,
                episode);
    }

    private Duration limit(Life life) {
        Duration usual = life.usualGap().multipliedBy(FACTOR);
        return usual.compareTo(silence) > 0 ? usual : silence;
    }

    private Alert alert(ContainerMemory memory, Sight sight, Instant last, Episode episode) {
        boolean isService = sight.who().container() == null && sight.who().name() == null;
        String rule = isService ? SERVICE_RULE : RULE;
        Life life = memory.life();
        String name = Entities.nameOf(sight.who());
        return new Alert(
                AlertId.of(rule, VERSION, sight.key(), last),
                rule,
                VERSION,
                Alert.Severity.MEDIUM,
                name + " serves and no longer logs",
                episode.begin(),
                last,
                episode.last(),
                Entities.of(sight.who(), memory.stateAt(sight.time())),
                "a line at least every " + limit(life).toSeconds() + " s while it serves (" + life.logs()
                        + " stretches of 10 s with lines since " + life.firstLog() + ", the longest gap "
                        + life.usualGap().toSeconds() + " s), or its end",
                "no line since " + last + ", requests answered until " + episode.last() + ", no end told",
                List.of(),
                episode.evidence(),
                episode.count());
    }
}
