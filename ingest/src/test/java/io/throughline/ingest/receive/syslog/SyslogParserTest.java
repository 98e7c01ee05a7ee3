package io.throughline.ingest.receive.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogParserTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SyslogParser parser = new SyslogParser(ZoneOffset.UTC);

    @Test
    void readsTheExamplesOfRfc5424() {
        assertThat(parse("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \ufeff'su root' failed for"
                        + " lonvick on /dev/pts/8"))
                .isEqualTo(message(
                        34,
                        "2003-10-11T22:14:15.003Z",
                        "mymachine.example.com",
                        "su",
                        null,
                        "ID47",
                        Map.of(),
                        "'su root' failed for lonvick on /dev/pts/8"));
        assertThat(parse("<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the"
                        + " do-nuts."))
                .isEqualTo(message(
                        165,
                        "2003-08-24T12:14:15.000003Z",
                        "192.0.2.1",
                        "myproc",
                        "8710",
                        null,
                        Map.of(),
                        "%% It's time to make the do-nuts."));
        Map<String, String> structured = Map.of(
                "exampleSDID@32473.iut", "3",
                "exampleSDID@32473.eventSource", "Application",
                "exampleSDID@32473.eventID", "1011");
        assertThat(
                        parse(
                                "<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473"
                                        + " iut=\"3\" eventSource=\"Application\" eventID=\"1011\"] \ufeffAn application event log entry..."))
                .isEqualTo(message(
                        165,
                        "2003-10-11T22:14:15.003Z",
                        "mymachine.example.com",
                        "evntslog",
                        null,
                        "ID47",
                        structured,
                        "An application event log entry..."));
        assertThat(parse("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 [exampleSDID@32473"
                                + " iut=\"3\" eventSource=\"Application\" eventID=\"1011\"][examplePriority@32473"
                                + " class=\"high\"]")
                        .structured())
                .containsAllEntriesOf(structured)
                .containsEntry("examplePriority@32473.class", "high");
    }

    @Test
    void readsTheExamplesOfRfc3164() {
        assertThat(parse("<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8"))
                .isEqualTo(message(
                        34,
                        "2026-10-11T22:14:15Z",
                        "mymachine",
                        "su",
                        null,
                        null,
                        Map.of(),
                        "'su root' failed for lonvick on /dev/pts/8"));
        assertThat(parse("Use the BFG!"))
                .isEqualTo(message(13, null, null, null, null, null, Map.of(), "Use the BFG!"));
        assertThat(parse("<165>Aug 24 05:34:00 CST 1987 mymachine myproc[10]: %% It's time to make the do-nuts.  %%"))
                .isEqualTo(message(
                        165,
                        "1987-08-24T05:34:00Z",
                        "mymachine",
                        "myproc",
                        "10",
                        null,
                        Map.of(),
                        "%% It's time to make the do-nuts.  %%"));
        assertThat(parse("<0>1990 Oct 22 10:52:01 TZ-6 scapegoat.dmz.example.org 10.1.2.3 sched[0]: That's All Folks!"))
                .isEqualTo(message(
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        "1990 Oct 22 10:52:01 TZ-6 scapegoat.dmz.example.org 10.1.2.3 sched[0]: That's All Folks!"));
        assertThat(parse("<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!"))
                .isEqualTo(
                        message(13, "2027-02-05T17:32:18Z", "10.0.0.99", null, null, null, Map.of(), "Use the BFG!"));
    }

    @ParameterizedTest
    @CsvSource({
        "Nov 22 10:00:05, 2026-11-22T10:00:00Z, 2026-11-22T10:00:05Z",
        "Dec 31 23:59:59, 2027-01-01T00:00:01Z, 2026-12-31T23:59:59Z",
        "Jan  1 00:00:01, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01Z",
        "Jan 01 00:00:01.25, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01.250Z",
        "Feb 29 12:00:00, 2028-03-01T00:00:00Z, 2028-02-29T12:00:00Z",
        "Feb 29 12:00:00, 2029-01-10T00:00:00Z, 2028-02-29T12:00:00Z",
        "Nov 22 2019 10:00:05, 2026-11-22T10:00:00Z, 2019-11-22T10:00:05Z"
    })
    void givesADateTheYearThatBringsItNearest(String date, Instant received, Instant expected) {
        SyslogMessage message = parser.parse("<13>" + date + " host app: text", received);

        assertThat(message.time()).isEqualTo(expected);
        assertThat(message.host()).isEqualTo("host");
    }

    @Test
    void readsADateInItsZone() {
        assertThat(new SyslogParser(ZoneId.of("Europe/Berlin"))
                        .parse("<13>Jul  1 12:00:00 host app: text", NOW)
                        .time())
                .isEqualTo("2026-07-01T10:00:00Z");
    }

    @Test
    void readsWhatOthersSendUnderItsName() {
        assertThat(parse("<13>2026-11-22T11:00:00.5+01:00 host app[7]: text"))
                .isEqualTo(message(13, "2026-11-22T10:00:00.500Z", "host", "app", "7", null, Map.of(), "text"));
        assertThat(parse("<13>Nov 22 10:00:00 app[7]: text"))
                .isEqualTo(message(13, "2026-11-22T10:00:00Z", null, "app", "7", null, Map.of(), "text"));
        assertThat(parse("<13>Nov 22 10:00:00 app: text"))
                .isEqualTo(message(13, "2026-11-22T10:00:00Z", null, "app", null, null, Map.of(), "text"));
        assertThat(parse("<13>Nov 22 10:00:00 fe80::1 postfix/smtpd[7]: text"))
                .isEqualTo(
                        message(13, "2026-11-22T10:00:00Z", "fe80::1", "postfix/smtpd", "7", null, Map.of(), "text"));
        assertThat(parse("<13>app: text")).isEqualTo(message(13, null, null, "app", null, null, Map.of(), "text"));
    }

    @Test
    void undoesEscapesOfStructuredDataAndJoinsValuesOfOneName() {
        assertThat(parse("<13>1 - - - - - [a@1 q=\"\\\"x\\\\ \\] \\n\"][origin ip=\"1\" ip=\"2\"][empty] m"))
                .satisfies(message -> assertThat(message.structured())
                        .containsOnly(Map.entry("a@1.q", "\"x\\ ] \\n"), Map.entry("origin.ip", "1, 2")))
                .satisfies(message -> assertThat(message.text()).isEqualTo("m"))
                .satisfies(message -> assertThat(message.time()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a b=\"c\" m", "[a b=c] m", "[a b=\"c\"d=\"e\"] m", "[] m", "[a", "[", "x m"})
    void takesBrokenStructuredDataForText(String rest) {
        assertThat(parse("<13>1 - - - - - " + rest).text()).isEqualTo(rest);
    }

    @Test
    void boundsStructuredData() {
        StringBuilder text = new StringBuilder("<13>1 - - - - - [a");
        for (int i = 0; i < 100; i++) {
            text.append(" n").append(i).append("=\"v\"");
        }

        assertThat(parse(text.append("] m").toString())).satisfies(message -> {
            assertThat(message.structured()).hasSize(64);
            assertThat(message.omitted()).isEqualTo(36);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<>",
                "<1",
                "<>a",
                "<1234>a",
                "<192>a",
                "<-1>a",
                "<+1>a",
                "< 1>a",
                "<1 >a",
                "no priority"
            })
    void takesATextWithoutPriorityAsItIs(String text) {
        assertThat(parse(text)).isEqualTo(message(13, null, null, null, null, null, Map.of(), text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1 2026-13-01T00:00:00Z h a p m - x", "1 ", "1 - - -", "1  - - - - - x", "Foo 99 10:00:00 x"})
    void takesABrokenHeaderForText(String rest) {
        assertThat(parse("<13>" + rest).text()).isEqualTo(rest);
    }

    @Test
    void namesFacilitiesAndSeverities() {
        assertThat(parse("<0>a"))
                .extracting(SyslogMessage::facility, SyslogMessage::severity)
                .containsExactly("kern", "emerg");
        assertThat(parse("<191>a"))
                .extracting(SyslogMessage::facility, SyslogMessage::severity)
                .containsExactly("local7", "debug");
    }

    @Test
    void answersWhateverTheTextIs() {
        Random random = new Random(3);
        String marks = "<>1[]\"=\\ -:.@OctNov 0923\u0000\n\u00e9\ud83d\ude00TZ";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder(
                    random.nextBoolean()
                            ? "<34>1 2003-10-11T22:14:15.003Z host app 1 ID [a@1 b=\"c\"] text"
                            : "<34>Oct 11 22:14:15 host app[1]: text");
            for (int i = random.nextInt(8); i >= 0; i--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(3), marks.substring(random.nextInt(marks.length())));
            }
            assertThat(parse(text.toString()).text()).isNotNull();
        }
    }

    private SyslogMessage parse(String text) {
        return parser.parse(text, NOW);
    }

    private static SyslogMessage message(
            int priority,
            @Nullable String time,
            @Nullable String host,
            @Nullable String app,
            @Nullable String process,
            @Nullable String messageId,
            Map<String, String> structured,
            String text) {
        return new SyslogMessage(
                priority,
                time == null ? null : Instant.parse(time),
                host,
                app,
                process,
                messageId,
                structured,
                0,
                text);
    }
}
