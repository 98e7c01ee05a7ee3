package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import io.throughline.core.schema.EcsFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Groups attacks in payloads: those of one kind, from one caller, on one endpoint, in one window of time are one alert. What an attack is
 * was decided where the record was read, for only there is it whole. Nothing is learned.
 */
public final class PayloadDetector implements Detector<Finding, PayloadDetector.Group> {
    public static final String RULE = "payload";

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private final Duration window;

    public PayloadDetector(DetectConfig config) {
        this.window = config.payloadWindow();
    }

    /**
     * The findings of one group.
     *
     * @param first the reason of the first
     */
    public record Group(Episode episode, String first) {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<Group> stateType() {
        return Group.class;
    }

    @Override
    public String keyOf(Finding finding) {
        return String.join(
                "\0",
                finding.rule(),
                client(finding),
                finding.entity().getOrDefault(EcsFields.SERVICE, ""),
                finding.entity().getOrDefault("url.template", ""),
                begin(finding).toString());
    }

    @Override
    public Instant knownAt(Finding finding) {
        return finding.time();
    }

    @Override
    public String idOf(Finding finding) {
        return finding.id();
    }

    @Override
    public Group observe(@Nullable Group state, Finding finding, Consumer<Alert> alerts) {
        Group group = state == null ? new Group(Episode.begin(finding.time()), finding.reason()) : state;
        Episode episode = group.episode.with(finding.time(), evidence(finding));
        if (episode.worthTelling()) {
            alerts.accept(alert(finding, episode, group.first));
        }
        return new Group(episode, group.first);
    }

    private static Evidence evidence(Finding finding) {
        return finding.evidence().getFirst().where();
    }

    private Instant begin(Finding finding) {
        long millis = finding.time().toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
    }

    private static String client(Finding finding) {
        Map<String, String> entity = finding.entity();
        return entity.getOrDefault(EcsFields.USER, entity.getOrDefault(EcsFields.SOURCE_IP, "an unknown caller"));
    }

    private Alert alert(Finding finding, Episode episode, String first) {
        Map<String, String> entity = new TreeMap<>(finding.entity());
        entity.remove("part");
        entity.remove("parameter");
        entity.put("client", client(finding));
        String kind = finding.rule().substring(RULE.length() + 1).replace('-', ' ');
        return new Alert(
                AlertId.of(finding.rule(), VERSION, keyOf(finding), begin(finding)),
                finding.rule(),
                finding.ruleVersion(),
                finding.severity(),
                client(finding) + " sends " + kind + " to " + entity.getOrDefault(EcsFields.SERVICE, "") + " "
                        + entity.getOrDefault("url.template", ""),
                episode.begin(),
                episode.begin(),
                episode.last(),
                entity,
                "no " + kind + " in any request",
                first + (episode.count() > 1 ? " and " + (episode.count() - 1) + " more" : "") + " ("
                        + String.join(", ", finding.tags()) + ")",
                finding.technique(),
                episode.evidence(),
                episode.count());
    }
}
