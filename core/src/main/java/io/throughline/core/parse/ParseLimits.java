package io.throughline.core.parse;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a record normalising takes, how it reads a time without a zone, and which forms of lines the operator has.
 *
 * @param maxRecordBytes a longer record is rejected
 * @param maxDepth a JSON record nested deeper is rejected
 * @param maxMessageChars a longer message is cut, and labelled so
 * @param maxLabels further fields without a place in the schema are left out
 * @param maxLabelChars of one label's value
 * @param zone of a time that names none, where no envelope tells the time either
 * @param formats what the operator described, in the order in which they are tried
 */
public record ParseLimits(
        int maxRecordBytes,
        int maxDepth,
        int maxMessageChars,
        int maxLabels,
        int maxLabelChars,
        ZoneId zone,
        List<CustomFormat> formats)
        implements Serializable {
    public static final ParseLimits DEFAULTS =
            new ParseLimits(1 << 20, 64, 64 << 10, 64, 1024, ZoneOffset.UTC, List.of());

    private static final int MAX_FORMATS = 32;

    public ParseLimits {
        formats = List.copyOf(formats);
    }

    /** Reads {@code parse.max-record}, {@code .max-depth}, {@code .max-message}, {@code .max-labels}, {@code .max-label}, {@code .zone}, {@code .formats}. */
    public static ParseLimits from(Settings settings) {
        return new ParseLimits(
                (int) settings.bytes("parse.max-record", DEFAULTS.maxRecordBytes, 1 << 10, 64 << 20),
                settings.integer("parse.max-depth", DEFAULTS.maxDepth, 1, 500),
                (int) settings.bytes("parse.max-message", DEFAULTS.maxMessageChars, 256, 1 << 20),
                settings.integer("parse.max-labels", DEFAULTS.maxLabels, 0, 1000),
                // One keyword in Elasticsearch may have 32766 bytes, a character up to three.
                (int) settings.bytes("parse.max-label", DEFAULTS.maxLabelChars, 16, 10_000),
                zone(settings),
                formats(settings));
    }

    private static ZoneId zone(Settings settings) {
        String name = settings.string("parse.zone", DEFAULTS.zone.getId());
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            settings.problem("parse.zone", "must be a zone such as UTC or Europe/Berlin, not '" + name + "'");
            return DEFAULTS.zone;
        }
    }

    /** One per line: a name, a blank, and the pattern. */
    private static List<CustomFormat> formats(Settings settings) {
        List<CustomFormat> formats = new ArrayList<>();
        for (String line : settings.string("parse.formats", "").lines().toList()) {
            int blank = line.indexOf(' ');
            if (line.isBlank()) {
                continue;
            }
            if (formats.size() == MAX_FORMATS) {
                settings.problem("parse.formats", "has more than " + MAX_FORMATS + " lines");
                break;
            }
            if (blank <= 0) {
                settings.problem("parse.formats", "must have a name, a blank and a pattern in each line");
                continue;
            }
            try {
                formats.add(CustomFormat.compile(line.substring(0, blank), line.substring(blank + 1)));
            } catch (IllegalArgumentException e) {
                settings.problem("parse.formats", line.substring(0, blank) + ": " + e.getMessage());
            }
        }
        return formats;
    }
}
