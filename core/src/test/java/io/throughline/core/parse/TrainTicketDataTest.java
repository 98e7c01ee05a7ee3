package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.frame.FrameLimits;
import io.throughline.core.frame.MessageFramer;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A day of a real application's container logs, where the data are at hand. */
class TrainTicketDataTest {
    private static final Pattern TRACE = Pattern.compile("TraceID: ([0-9a-f]{32}) SpanID: ([0-9a-f]{16})");

    private final Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
    private final Set<String> ids = new HashSet<>();
    private int records;

    @Test
    void everyLineBecomesAnEventWithItsIds() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(DataSets.find("trainticket/containers"))) {
            files = list.sorted().toList();
        }

        for (Path file : files) {
            read(file);
        }

        assertThat(records).isEqualTo(171_095);
        assertThat(ids).hasSize(171_095);
    }

    private void read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Origin origin = new Origin("node", null, null, name.replace(".log.gz", ""), null, "ts", null, null);
        MessageFramer framer = new MessageFramer(name, origin, FrameLimits.DEFAULTS, this::check);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
                LineReader lines = new LineReader(in, 0, 1 << 16)) {
            while (lines.next()) {
                framer.line(lines.buffer(), lines.start(), lines.end(), lines.offset(), lines.length());
            }
        }
        framer.flush();
    }

    private void check(RawRecord record) {
        records++;
        String raw = new String(record.value(), StandardCharsets.UTF_8);
        Matcher trace = TRACE.matcher(raw);
        assertThat(trace.find()).isTrue();
        assertThat(normaliser.normalise(record)).isInstanceOfSatisfying(LogEvent.class, event -> {
            ids.add(event.id());
            assertThat(event.correlation().traceId()).isEqualTo(trace.group(1));
            assertThat(event.correlation().spanId()).isEqualTo(trace.group(2));
            assertThat(event.level()).isNotNull();
            assertThat(raw).contains(event.timestamp().toString().substring(0, 23));
            assertThat(record.source()).startsWith(event.service() + "-");
            assertThat(event.hop()).isNull();
        });
    }
}
