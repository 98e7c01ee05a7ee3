package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Finding;
import io.throughline.stream.rules.CompiledRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups what rules found: findings of one rule, in one version, about one entity, in one window of time are one alert. Nothing is
 * learned.
 */
public final class RuleDetector implements Detector<Finding, RuleDetector.Group> {
    private static final long serialVersionUID = 1L;

    private final Duration window;

    public RuleDetector(Duration window) {
        this.window = window;
    }

    /**
     * The findings of one group.
     *
     * @param first the reason of the first
     */
    public record Group(Episode episode, String first) {}

    @Override
    public String rule() {
        return "rule";
    }

    @Override
    public Class<Group> stateType() {
        return Group.class;
    }

    @Override
    public String keyOf(Finding finding) {
        StringBuilder key = new StringBuilder(finding.rule());
        key.append('\0').append(finding.ruleVersion());
        new TreeMap<>(finding.entity())
                .forEach((name, value) ->
                        key.append('\0').append(name).append('\0').append(value));
        return key.append('\0').append(begin(finding)).toString();
    }

    /** Correlations over correlations are found some milliseconds after their time. */
    @Override
    public Instant knownAt(Finding finding) {
        return finding.time().plusMillis(CompiledRules.MAX_LEVELS + 1L);
    }

    @Override
    public String idOf(Finding finding) {
        return finding.id();
    }

    @Override
    public Group observe(@Nullable Group state, Finding finding, Consumer<Alert> alerts) {
        Group group = state == null ? new Group(Episode.begin(finding.time()), finding.reason()) : state;
        Episode episode = group.episode;
        episode = episode.with(finding.time(), finding.evidence().getFirst().where());
        for (Finding.Seen more :
                finding.evidence().subList(1, finding.evidence().size())) {
            episode = episode.showing(more.where());
        }
        if (episode.worthTelling()) {
            alerts.accept(alert(finding, episode, group.first));
        }
        return new Group(episode, group.first);
    }

    private Instant begin(Finding finding) {
        long millis = finding.time().toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
    }

    private Alert alert(Finding finding, Episode episode, String first) {
        int title = first.indexOf(": ");
        Map<String, String> entity = new TreeMap<>(finding.entity());
        return new Alert(
                AlertId.of("rule\0" + finding.rule(), finding.ruleVersion(), keyOf(finding), begin(finding)),
                finding.rule(),
                finding.ruleVersion(),
                finding.severity(),
                (title < 0 ? first : first.substring(0, title))
                        + (entity.isEmpty() ? "" : ", " + String.join(", ", entity.values())),
                episode.begin(),
                episode.begin(),
                episode.last(),
                entity,
                "nothing that the rule matches",
                first + (episode.count() > 1 ? " and " + (episode.count() - 1) + " more" : ""),
                finding.technique(),
                episode.evidence(),
                episode.count());
    }
}
