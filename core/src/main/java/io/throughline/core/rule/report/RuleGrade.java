package io.throughline.core.rule.report;

import io.throughline.core.model.Alert;
import io.throughline.core.rule.RuleHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of itself, in the words of findings.
 *
 * @param version the first 31 bits of the rule's version
 * @param confidence by how far the rule was tried, as its status says
 * @param technique MITRE ATT&amp;CK technique ids, from tags such as {@code attack.t1505.003}
 * @param tags the others
 */
public record RuleGrade(
        String rule,
        int version,
        Alert.Severity severity,
        double confidence,
        List<String> technique,
        List<String> tags) {
    private static final Pattern TECHNIQUE = Pattern.compile("attack\\.(t[0-9]{4}(?:\\.[0-9]{3})?)");
    private static final int VERSION_DIGITS = 8;

    static RuleGrade of(RuleHead head) {
        List<String> techniques = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        for (String tag : head.tags()) {
            Matcher technique = TECHNIQUE.matcher(tag.toLowerCase(Locale.ROOT));
            if (technique.matches()) {
                techniques.add(technique.group(1).toUpperCase(Locale.ROOT));
            } else {
                tags.add(tag);
            }
        }
        return new RuleGrade(
                head.key(), versionOf(head), severity(head.level()), confidence(head.status()), techniques, tags);
    }

    /** A rule's version as findings and alerts name it. */
    public static int versionOf(RuleHead head) {
        return Integer.parseUnsignedInt(head.version().substring(0, VERSION_DIGITS), 16) >>> 1;
    }

    /** Sigma leaves the level to the author; what has none is in the middle. */
    private static Alert.Severity severity(RuleHead.@Nullable Level level) {
        return switch (level) {
            case null -> Alert.Severity.MEDIUM;
            case INFORMATIONAL, LOW -> Alert.Severity.LOW;
            case MEDIUM -> Alert.Severity.MEDIUM;
            case HIGH -> Alert.Severity.HIGH;
            case CRITICAL -> Alert.Severity.CRITICAL;
        };
    }

    private static double confidence(@Nullable String status) {
        return switch (status) {
            case "stable" -> 0.9;
            case "test" -> 0.8;
            case "experimental" -> 0.6;
            case null, default -> 0.7;
        };
    }
}
