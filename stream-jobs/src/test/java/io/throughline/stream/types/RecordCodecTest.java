package io.throughline.stream.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.LatencyHistogram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    record Everything(
            String text,
            @Nullable String absent,
            byte[] bytes,
            int small,
            long large,
            double real,
            boolean yes,
            @Nullable Integer boxed,
            Instant time,
            Duration span,
            TimeUnit unit,
            Correlation nested,
            LatencyHistogram histogram,
            List<Map<String, Long>> collections) {}

    record Unknown(Thread thread) {}

    @Test
    void readsBackWhatItWrote() throws IOException {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(1_500);
        histogram.add(90_000_000);
        Everything value = new Everything(
                "grüße \uD83D\uDE00",
                null,
                new byte[] {0, -1},
                -5,
                Long.MIN_VALUE,
                Math.PI,
                true,
                404,
                Instant.parse("2023-01-29T08:42:09.487160534Z"),
                Duration.ofNanos(1),
                TimeUnit.HOURS,
                new Correlation("t", null, "p", null),
                histogram,
                List.of(Map.of("a", 1L), Map.of()));

        Everything read = roundTrip(value);

        assertThat(read).usingRecursiveComparison().isEqualTo(value);
        assertThat(read.histogram()).isEqualTo(histogram);
    }

    @Test
    void keepsCollectionsChangeable() throws IOException {
        Everything read = roundTrip(new Everything(
                "",
                null,
                new byte[0],
                0,
                0,
                0,
                false,
                null,
                Instant.EPOCH,
                Duration.ZERO,
                TimeUnit.DAYS,
                Correlation.NONE,
                new LatencyHistogram(),
                List.of()));

        read.collections().add(Map.of());

        assertThat(read.collections()).hasSize(1);
    }

    @Test
    void writesStringsOfAnyLength() throws IOException {
        for (int length : new int[] {0, 127, 128, 16_383, 16_384, 3_000_000}) {
            String text = "x".repeat(length);
            assertThat(roundTrip(new Correlation(text, null, null, null)).traceId())
                    .isEqualTo(text);
        }
    }

    @Test
    void refusesATypeWithoutForm() {
        assertThatThrownBy(() -> RecordCodec.of(Unknown.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Thread");
    }

    @Test
    void signatureChangesWithTheComponents() {
        record Before(String a, long b) {}
        record After(String a, int b) {}

        assertThat(RecordCodec.of(Before.class).signature().substring("Before".length()))
                .isNotEqualTo(RecordCodec.of(After.class).signature().substring("After".length()));
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R roundTrip(R value) throws IOException {
        RecordCodec<R> codec = RecordCodec.of((Class<R>) value.getClass());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(bytes));
        return codec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
