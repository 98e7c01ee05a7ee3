package io.throughline.ingest.receive.syslog;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code <34>Oct 11 22:14:15 host tag[pid]: text} and what is sent under its name: a year beside the date, a fraction of the second,
 * RFC 3339 for the time, no host. RFC 3164, 4.3, takes whatever does not fit for text.
 */
final class Rfc3164 {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private static final Pattern TIME = Pattern.compile("(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
            + " ([ 0-3]?[0-9]) (?:([12][0-9]{3}) )?([0-2][0-9]):([0-5][0-9]):([0-5][0-9])(?:\\.([0-9]{1,9}))?"
            + "(?: (?:[A-Z]{3,5} )?([12][0-9]{3})(?= ))?:? ");
    private static final Pattern HOST = Pattern.compile("[\\w.:%-]{0,254}[\\w.%-] ");
    private static final Pattern TAG = Pattern.compile("([^\\s:\\[\\]]{1,64})(?:\\[([^\\]\\s]{1,64})\\])?: ?");

    private final ZoneId zone;

    Rfc3164(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * @param from behind the priority
     * @param received tells the year: the one that brings the time nearest to it
     */
    SyslogMessage parse(String text, int from, int priority, Instant received) {
        int at = from;
        Instant time = null;
        Matcher date = TIME.matcher(text).region(at, text.length());
        if (date.lookingAt()) {
            time = time(date, received);
            at = time == null ? at : date.end();
        } else {
            int blank = text.indexOf(' ', at);
            time = blank < 0 ? null : Rfc5424.time(text.substring(at, blank));
            at = time == null ? at : blank + 1;
        }
        if (time == null) {
            return tagged(text, at, priority, null, null);
        }
        Matcher host = HOST.matcher(text).region(at, text.length());
        if (!host.lookingAt()) {
            return tagged(text, at, priority, time, null);
        }
        return tagged(text, host.end(), priority, time, text.substring(at, host.end() - 1));
    }

    private static SyslogMessage tagged(
            String text, int from, int priority, @Nullable Instant time, @Nullable String host) {
        Matcher tag = TAG.matcher(text).region(from, text.length());
        boolean tagged = tag.lookingAt();
        return new SyslogMessage(
                priority,
                time,
                host,
                tagged ? tag.group(1) : null,
                tagged ? tag.group(2) : null,
                null,
                Map.of(),
                0,
                text.substring(tagged ? tag.end() : from));
    }

    private @Nullable Instant time(Matcher date, Instant received) {
        String year = date.group(3) == null ? date.group(8) : date.group(3);
        if (year != null) {
            return time(date, Integer.parseInt(year));
        }
        int now = Year.from(received.atZone(zone)).getValue();
        Instant nearest = null;
        for (int candidate = now - 1; candidate <= now + 1; candidate++) {
            Instant time = time(date, candidate);
            boolean nearer = time != null
                    && (nearest == null
                            || Duration.between(time, received)
                                            .abs()
                                            .compareTo(Duration.between(nearest, received)
                                                    .abs())
                                    < 0);
            nearest = nearer ? time : nearest;
        }
        return nearest;
    }

    /** Null where that year has no such day. */
    private @Nullable Instant time(Matcher date, int year) {
        String fraction = date.group(7) == null ? "" : date.group(7);
        try {
            return LocalDateTime.of(
                            year,
                            MONTHS.indexOf(date.group(1)) / 3 + 1,
                            Integer.parseInt(date.group(2).strip()),
                            Integer.parseInt(date.group(4)),
                            Integer.parseInt(date.group(5)),
                            Integer.parseInt(date.group(6)),
                            Integer.parseInt(fraction + "0".repeat(9 - fraction.length())))
                    .atZone(zone)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
