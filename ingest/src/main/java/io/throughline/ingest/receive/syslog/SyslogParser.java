package io.throughline.ingest.receive.syslog;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * Reads a message in the form that it has: RFC 5424, else RFC 3164, else as the text that it is, which RFC 3164, 4.3.3, takes for a
 * message too. Whatever the text is, it gives an answer.
 */
final class SyslogParser {
    private final Rfc3164 rfc3164;

    /** @param zone of times that name none */
    SyslogParser(ZoneId zone) {
        this.rfc3164 = new Rfc3164(zone);
    }

    /** @param received tells the year that RFC 3164 leaves out */
    SyslogMessage parse(String text, Instant received) {
        int end = priorityEnd(text);
        int number = end < 0 ? -1 : Integer.parseInt(text, 1, end, 10);
        if (!SyslogMessage.isPriority(number)) {
            return new SyslogMessage(SyslogMessage.DEFAULT_PRIORITY, null, null, null, null, null, Map.of(), 0, text);
        }
        SyslogMessage message = Rfc5424.parse(text, end + 1, number);
        return message == null ? rfc3164.parse(text, end + 1, number, received) : message;
    }

    /** Where the bracket closes around one to three digits; below 0 where none opens. */
    private static int priorityEnd(String text) {
        int i = 1;
        while (i < text.length() && i < 4 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        boolean closed = i > 1 && i < text.length() && text.charAt(i) == '>';
        return closed && text.charAt(0) == '<' ? i : -1;
    }
}
