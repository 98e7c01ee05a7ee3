package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups what was found already: findings of one key in one window of time are one alert, which is amended as more come. Nothing is
 * learned.
 */
abstract class FindingDetector implements Detector<Finding, FindingDetector.Group> {
    private static final long serialVersionUID = 1L;

    private final Duration window;

    FindingDetector(Duration window) {
        this.window = window;
    }

    /**
     * The findings of one group.
     *
     * @param first the reason of the first
     */
    public record Group(Episode episode, String first) {
        /** The first reason, and how many others there are. */
        String seen() {
            return first + (episode.count() > 1 ? " and " + (episode.count() - 1) + " more" : "");
        }
    }

    /** Of the alert of a finding's group. */
    abstract String alertId(Finding finding);

    /** Of a group, as it is after a finding: what is no part of the finding. */
    abstract Words words(Finding finding, Group group);

    /** What the alert of a group says. */
    record Words(String title, Map<String, String> entity, String expected, String seen) {}

    @Override
    public final Class<Group> stateType() {
        return Group.class;
    }

    @Override
    public Instant knownAt(Finding finding) {
        return finding.time();
    }

    @Override
    public final String idOf(Finding finding) {
        return finding.id();
    }

    @Override
    public final Group observe(@Nullable Group state, Finding finding, Consumer<Alert> alerts) {
        String first = state == null ? finding.reason() : state.first;
        Episode episode = state == null ? Episode.begin(finding.time()) : state.episode;
        episode = episode.with(finding.time(), finding.evidence().getFirst().where());
        for (Finding.Seen more :
                finding.evidence().subList(1, finding.evidence().size())) {
            episode = episode.showing(more.where());
        }
        Group group = new Group(episode, first);
        if (episode.worthTelling()) {
            alerts.accept(alert(finding, group));
        }
        return group;
    }

    private Alert alert(Finding finding, Group group) {
        Words words = words(finding, group);
        Episode episode = group.episode;
        return new Alert(
                        alertId(finding),
                        finding.rule(),
                        finding.ruleVersion(),
                        finding.severity(),
                        words.title,
                        episode.begin(),
                        episode.begin(),
                        episode.last(),
                        words.entity,
                        words.expected,
                        words.seen,
                        finding.technique(),
                        episode.evidence(),
                        episode.count())
                .of(finding.confidence(), finding.tags());
    }

    /** Of the window that a finding is in. */
    final Instant begin(Finding finding) {
        long millis = finding.time().toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
    }
}
