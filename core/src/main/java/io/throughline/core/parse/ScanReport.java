package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scanner found in an image, in the making: one event per report, about the image and not about where the scanner ran. It has what
 * tells whether a running image was scanned, when, and with which critical vulnerabilities; a report's hundreds of others are
 * counted, for they are the scanner's to keep.
 */
final class ScanReport {
    /** By all scanners' words; negligible is Grype's. */
    private enum Severity {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW,
        NEGLIGIBLE,
        UNKNOWN
    }

    private static final int MAX_IDS = 256;
    private static final int MAX_DIGESTS = 16;

    /** Beyond what a label holds at the least that can be configured, ids would be cut; those left out are counted. */
    private static final int MAX_LABEL_CHARS = 1024;

    private final String scanner;
    private final Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    private final Set<String> critical = new LinkedHashSet<>();
    private final Set<String> digests = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private int fixable;
    private int criticalLeftOut;

    @Nullable
    String version;

    @Nullable
    String id;

    @Nullable
    Instant time;

    /** The image by the name that the scanner was given; null for a scan of something else. */
    @Nullable
    String image;

    /** What else was scanned: a folder, a list of components. */
    @Nullable
    String artifact;

    /** The digest of the image's configuration, which is the image's id on a host. */
    @Nullable
    String imageId;

    @Nullable
    String system;

    ScanReport(String scanner) {
        this.scanner = scanner;
    }

    /** {@code shop/orders@sha256:...}, or the digest alone. */
    void digest(String reference) {
        String digest = reference.substring(reference.indexOf('@') + 1);
        if (digest.startsWith("sha256:") && digests.size() < MAX_DIGESTS) {
            digests.add(Draft.cut(digest, 71));
        }
    }

    /** {@code shop/orders:1}, of which the tag is kept, or the tag alone. */
    void tag(String reference) {
        int colon = reference.lastIndexOf(':');
        if (tags.size() < MAX_DIGESTS && colon > reference.lastIndexOf('/')) {
            tags.add(Draft.cut(reference.substring(colon + 1), 128));
        }
    }

    /** @param fixed whether a version without it exists */
    void vulnerability(@Nullable String found, @Nullable String word, boolean fixed) {
        Severity severity = severity(word);
        counts.merge(severity, 1, Integer::sum);
        fixable += fixed ? 1 : 0;
        if (severity == Severity.CRITICAL && found != null && !critical.contains(found)) {
            if (critical.size() < MAX_IDS && found.length() <= 64) {
                critical.add(found);
            } else {
                criticalLeftOut++;
            }
        }
    }

    void into(Draft draft, Form form, Origin source) {
        draft.form = form;
        draft.time = time;
        draft.timeIsInstant = time != null;
        draft.timeIsPrecise = true;
        draft.service = source.service() == null ? scanner.toLowerCase(Locale.ROOT) : source.service();
        draft.origin =
                new Origin(source.host(), draft.service, null, null, image, null, source.file(), source.format());
        draft.ownLabel("event.kind", "state");
        draft.ownLabel("event.category", "vulnerability");
        draft.ownLabel("vulnerability.scanner.vendor", scanner);
        draft.labelIfAny("observer.product", scanner);
        draft.labelIfAny("observer.version", version);
        draft.labelIfAny("vulnerability.report_id", id);
        draft.labelIfAny("throughline.scan.artifact", artifact);
        draft.labelIfAny("throughline.scan.image_id", imageId);
        draft.labelIfAny("throughline.scan.system", system);
        draft.label("container.image.hash.all", String.join(", ", digests));
        draft.label("container.image.tag", String.join(", ", tags));
        for (Severity severity : Severity.values()) {
            draft.ownLabel("throughline.vulnerabilities." + word(severity), count(severity));
            if (counts.containsKey(severity) && !draft.labels.containsKey("vulnerability.severity")) {
                draft.ownLabel("vulnerability.severity", word(severity));
            }
        }
        draft.ownLabel("throughline.vulnerabilities.fixable", Integer.toString(fixable));
        ids(draft);
        draft.message(sentence());
    }

    /** The critical ones, as many as a label holds whole. */
    private void ids(Draft draft) {
        StringBuilder ids = new StringBuilder();
        int leftOut = criticalLeftOut;
        for (String found : critical) {
            if (ids.length() + found.length() + 2 > Math.min(MAX_LABEL_CHARS, draft.maxLabelChars())) {
                leftOut++;
            } else {
                ids.append(ids.isEmpty() ? "" : ", ").append(found);
            }
        }
        draft.label("vulnerability.id", ids.toString());
        if (leftOut > 0) {
            draft.ownLabel("throughline.vulnerabilities.critical_left_out", Integer.toString(leftOut));
        }
    }

    /** {@code Trivy 0.66.0 found 2 critical, 5 high, 10 medium, 3 low in shop/orders:1}. */
    private String sentence() {
        StringBuilder text = new StringBuilder(scanner);
        text.append(version == null ? "" : " " + version).append(" found ");
        int length = text.length();
        for (Severity severity : Severity.values()) {
            if (counts.containsKey(severity)) {
                text.append(text.length() == length ? "" : ", ")
                        .append(count(severity))
                        .append(' ')
                        .append(word(severity));
            }
        }
        String what = image == null ? artifact : image;
        return text.append(text.length() == length ? "nothing" : "")
                .append(" in ")
                .append(what == null ? "an image without a name" : what)
                .toString();
    }

    private String count(Severity severity) {
        return Integer.toString(counts.getOrDefault(severity, 0));
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static Severity severity(@Nullable String word) {
        return switch (word == null ? "" : word.toUpperCase(Locale.ROOT)) {
            case "CRITICAL" -> Severity.CRITICAL;
            case "HIGH" -> Severity.HIGH;
            case "MEDIUM" -> Severity.MEDIUM;
            case "LOW" -> Severity.LOW;
            case "NEGLIGIBLE" -> Severity.NEGLIGIBLE;
            default -> Severity.UNKNOWN;
        };
    }
}
