package io.throughline.stream.detect;

import io.throughline.core.model.Finding;
import io.throughline.core.schema.EcsFields;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups attacks in payloads: those of one kind, from one caller, on one endpoint, in one window of time are one alert. What an attack is
 * was decided where the record was read, for only there is it whole. Nothing is learned.
 */
public final class PayloadDetector extends FindingDetector {
    public static final String RULE = "payload";

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    public PayloadDetector(DetectConfig config) {
        super(config.payloadWindow());
    }

    @Override
    public String rule() {
        return RULE;
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

    private static String client(Finding finding) {
        Map<String, String> entity = finding.entity();
        return entity.getOrDefault(EcsFields.USER, entity.getOrDefault(EcsFields.SOURCE_IP, "an unknown caller"));
    }

    @Override
    String alertId(Finding finding) {
        return AlertId.of(finding.rule(), VERSION, keyOf(finding), begin(finding));
    }

    @Override
    Words words(Finding finding, Group group) {
        Map<String, String> entity = new TreeMap<>(finding.entity());
        entity.remove("part");
        entity.remove("parameter");
        entity.put("client", client(finding));
        String kind = finding.rule().substring(RULE.length() + 1).replace('-', ' ');
        return new Words(
                client(finding) + " sends " + kind + " to " + entity.getOrDefault(EcsFields.SERVICE, "") + " "
                        + entity.getOrDefault("url.template", ""),
                entity,
                "no " + kind + " in any request",
                group.seen() + " (" + String.join(", ", finding.tags()) + ")");
    }
}
