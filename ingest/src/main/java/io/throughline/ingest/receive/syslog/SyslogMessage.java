package io.throughline.ingest.receive.syslog;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sender said, whichever RFC it kept to.
 *
 * @param priority facility times 8 and severity, 0 to 191
 * @param time null where it tells none that can be read
 * @param structured RFC 5424's structured data: {@code id.name} to value
 * @param omitted how many more values of structured data there were
 * @param text the message without its header
 */
record SyslogMessage(
        int priority,
        @Nullable Instant time,
        @Nullable String host,
        @Nullable String app,
        @Nullable String process,
        @Nullable String messageId,
        Map<String, String> structured,
        int omitted,
        String text) {
    /** What RFC 3164, 4.3.3, has a receiver assume: facility user, severity notice. */
    static final int DEFAULT_PRIORITY = 13;

    private static final int MAX_PRIORITY = 191;

    private static final String[] FACILITIES = {
        "kern",
        "user",
        "mail",
        "daemon",
        "auth",
        "syslog",
        "lpr",
        "news",
        "uucp",
        "cron",
        "authpriv",
        "ftp",
        "ntp",
        "audit",
        "alert",
        "clock",
        "local0",
        "local1",
        "local2",
        "local3",
        "local4",
        "local5",
        "local6",
        "local7"
    };
    private static final String[] SEVERITIES = {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"};

    SyslogMessage {
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException("no priority: " + priority);
        }
    }

    static boolean isPriority(int number) {
        return number >= 0 && number <= MAX_PRIORITY;
    }

    String facility() {
        return FACILITIES[priority >> 3];
    }

    String severity() {
        return SEVERITIES[priority & 7];
    }
}
