package io.throughline.ingest.ship;

import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.SourcePublisher;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes records as Kafka would and acknowledges them at once, or only when told. */
final class MemoryKafka implements TailedFile.Publishers {
    record Sent(String source, long offset, String value, int length) {}

    final List<Sent> sent = new ArrayList<>();
    final List<Origin> origins = new ArrayList<>();
    boolean acknowledging = true;
    boolean full;

    @Override
    public SourcePublisher source(String source, Origin origin, long safeOffset) {
        origins.add(origin);
        return new Lane(source, safeOffset);
    }

    List<String> values() {
        return sent.stream().map(Sent::value).toList();
    }

    /** Each source's lines, in the order in which the sources were first seen. */
    List<List<String>> bySource() {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        for (Sent record : sent) {
            lines.computeIfAbsent(record.source(), source -> new ArrayList<>()).add(record.value());
        }
        return List.copyOf(lines.values());
    }

    private final class Lane implements SourcePublisher {
        private final String source;
        private long safeOffset;
        private long pending;

        private Lane(String source, long safeOffset) {
            this.source = source;
            this.safeOffset = safeOffset;
        }

        @Override
        public boolean send(long offset, byte[] value, int length, long safeOffsetBehind) {
            if (full) {
                return false;
            }
            sent.add(new Sent(source, offset, new String(value, StandardCharsets.ISO_8859_1), length));
            if (acknowledging) {
                safeOffset = safeOffsetBehind;
            } else {
                pending++;
            }
            return true;
        }

        @Override
        public long safeOffset() {
            return safeOffset;
        }

        @Override
        public long pending() {
            return pending;
        }
    }
}
