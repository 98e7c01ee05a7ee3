package io.throughline.core.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.source.LineReader;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is masked in logs that nobody made up: nothing that is none of a secret. */
class RealLogsTest {
    private static final Path DATA = Path.of("../../shared/data");

    private final Masking masking = Masking.of(MaskConfig.DEFAULTS);
    private int records;

    @Test
    void eventsOfTrainTicketAreTheSameWithAndWithoutMasking() throws IOException {
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        Masker masker = masking.masker();
        records("trainticket", record -> {
            RawRecord masked = masker.mask(record);
            if (masked.length() != record.length()) {
                LogEvent before = (LogEvent) normaliser.normalise(record);
                LogEvent after = (LogEvent) normaliser.normalise(masked);
                assertThat(after.id()).isEqualTo(before.id());
                assertThat(after.correlation()).isEqualTo(before.correlation());
                assertThat(after.timestamp()).isEqualTo(before.timestamp());
            }
        });
        assertThat(records).isGreaterThan(171_000);
        // The log-in service writes each user's token behind "USER TOKEN: ".
        assertThat(masking.counts().byShape()).isEqualTo(Map.of("token", 361L));
    }

    @Test
    void onlySessionsInReferrersAreMaskedInTheAccessLogs() throws IOException {
        masked("access-logs", Map.of("session-id", 5L));
    }

    @Test
    void onlyTokensInQueriesAreMaskedInTheGatewaysLogs() throws IOException {
        // Two lines, and what is expected of them.
        masked("ecs", Map.of("gcp-oauth-token", 4L));
    }

    @Test
    void nothingIsMaskedInTheShippersRecords() throws IOException {
        masked("fluent", Map.of());
    }

    private void masked(String folder, Map<String, Long> expected) throws IOException {
        Masker masker = masking.masker();
        records(folder, masker::mask);
        assertThat(records).isGreaterThan(100);
        assertThat(masking.counts().byShape()).isEqualTo(expected);
    }

    private void records(String folder, Consumer<RawRecord> each) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(DATA.resolve(folder))) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            try (RecordReader reader =
                    new RecordReader(new LineReader(LogFiles.open(file), 0, 1 << 16), name, Origin.ofHost("node-1"))) {
                while (reader.next() || reader.rest()) {
                    records++;
                    each.accept(reader.record());
                }
            }
        }
    }
}
