package io.throughline.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultilineTest {
    private static final String JAVA = """
            2026-11-22 10:00:00.123 ERROR [main] org.acme.Shop - it failed
            java.lang.IllegalStateException: no stock
            \tat org.acme.Shop.sell(Shop.java:12)
            Caused by: java.io.IOException: broken pipe
            \tat org.acme.Net.write(Net.java:7)
            \t... 12 more
            """;

    private static final String PYTHON = """
            Traceback (most recent call last):
              File "/app/shop.py", line 12, in sell
                take(1)
            KeyError: 'stock'
            During handling of the above exception, another exception occurred:
            Traceback (most recent call last):
              File "/app/shop.py", line 14, in sell
                raise NoStock("none left")
            shop.NoStock: none left
            """;

    private static final String GO = """
            panic: runtime error: index out of range [5] with length 3
            goroutine 1 [running]:
            main.sell(...)
            \t/app/main.go:12
            main.main()
            \t/app/main.go:7 +0x1d
            """;

    private static final String DOT_NET = """
            Unhandled exception. System.InvalidOperationException: no stock
             ---> System.IO.IOException: broken pipe
               at Shop.Net.Write() in /app/Net.cs:line 7
               --- End of inner exception stack trace ---
               at Shop.Program.Main() in /app/Program.cs:line 12
            """;

    private static final String NODE = """
            /app/server.js:12
                throw new TypeError("no stock");
                ^
            TypeError: no stock
                at sell (/app/server.js:12:11)
                at node:internal/main/run_main_module:23:47
            Node.js v22.1.0
            """;

    private static final String RUBY = """
            /app/shop.rb:12:in `sell': no stock (RuntimeError)
            \tfrom /app/shop.rb:20:in `<main>'
            """;

    private static final String NEXT = "2026-11-22 10:00:01.000 INFO  [main] org.acme.Shop - next\n";

    @Test
    void joinsTheTracesOfEachLanguage() {
        for (String trace : List.of(JAVA, PYTHON, GO, DOT_NET, NODE, RUBY)) {
            assertThat(records(Multiline.TRACES, NEXT + trace + NEXT))
                    .containsExactly(NEXT.strip(), trace.stripTrailing(), NEXT.strip());
        }
    }

    @Test
    void joinsTracesWithinEnvelopesPerStream() {
        for (String trace : List.of(JAVA, PYTHON, GO, DOT_NET, NODE, RUBY)) {
            StringBuilder cri = new StringBuilder();
            StringBuilder docker = new StringBuilder();
            trace.lines().forEach(line -> {
                cri.append("2026-11-22T10:00:00.000000001Z stderr F ")
                        .append(line)
                        .append('\n');
                docker.append("{\"log\":\"")
                        .append(line.replace("\"", "\\\"").replace("\t", "\\t"))
                        .append("\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-22T10:00:00.000000001Z\"}\n");
            });
            for (String file : List.of(cri.toString(), docker.toString())) {
                List<String> records = records(Multiline.TRACES, file);
                assertThat(records).containsExactly(file.stripTrailing());
                assertThat(event(records.getFirst()).message()).isNotEmpty().contains("\n");
                assertThat(event(records.getFirst()).labels()).containsKeys("error.type", "error.stack_trace");
            }
        }
    }

    @Test
    void namesTheExceptionOfATraceAndKeepsItsLines() {
        LogEvent event = event(records(Multiline.TRACES, JAVA).getFirst());

        assertThat(event.level()).isEqualTo("ERROR");
        assertThat(event.message())
                .startsWith("it failed\njava.lang.IllegalStateException: no stock\n\tat org.acme.Shop.sell")
                .endsWith("... 12 more");
        assertThat(event.labels())
                .containsEntry("error.type", "java.lang.IllegalStateException")
                .containsEntry("error.message", "no stock");
        assertThat(event.labels().get("error.stack_trace"))
                .startsWith("java.lang")
                .endsWith("12 more");
    }

    @Test
    void handsOrdinaryLinesOnAtOnce() {
        List<RawRecord> records = new ArrayList<>();
        MessageFramer framer = framer(Multiline.TRACES, records);
        feed(
                framer,
                NEXT + "{\"level\":\"ERROR\"}\n"
                        + "127.0.0.1 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 500 1\n");

        assertThat(records).hasSize(3);
        assertThat(framer.settledOffset()).isEqualTo(MessageFramer.NOTHING_HELD);
    }

    @Test
    void takesEachLineForItselfWhereItIsOff() {
        assertThat(records(Multiline.OFF, JAVA)).hasSize(6);
    }

    @Test
    void beginsAMessageWhereAPatternFits() {
        Multiline dated = Multiline.of("####-##-## ");

        assertThat(records(dated, NEXT + "and more\nand yet more\n" + NEXT))
                .containsExactly(NEXT + "and more\nand yet more", NEXT.strip());
        assertThatThrownBy(() -> Multiline.of(" ")).hasMessageContaining("traces, off or");
    }

    @Test
    void handsATraceOfTooManyLinesOnInPieces() {
        String trace = "java.lang.StackOverflowError\n" + "\tat org.acme.Shop.sell(Shop.java:12)\n".repeat(1000);

        assertThat(records(Multiline.TRACES, trace).stream()
                        .map(record -> record.lines().count()))
                .containsExactly(512L, 489L);
    }

    private static LogEvent event(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        return (LogEvent) new Normaliser(ParseLimits.DEFAULTS)
                .normalise(new RawRecord("a-file", 0, bytes, Origin.ofHost("node1")));
    }

    private static List<String> records(Multiline multiline, String file) {
        List<RawRecord> records = new ArrayList<>();
        MessageFramer framer = framer(multiline, records);
        feed(framer, file);
        framer.flush();
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static MessageFramer framer(Multiline multiline, List<RawRecord> records) {
        return new MessageFramer("a-file", Origin.ofHost("node1"), FrameLimits.DEFAULTS, multiline, records::add);
    }

    private static void feed(MessageFramer framer, String file) {
        long offset = 0;
        for (String line : file.split("\n", -1)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            framer.line(bytes, 0, bytes.length, offset, bytes.length);
            offset += bytes.length + 1;
        }
    }
}
