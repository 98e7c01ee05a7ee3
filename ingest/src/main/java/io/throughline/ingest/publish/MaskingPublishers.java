package io.throughline.ingest.publish;

import io.throughline.core.mask.MaskConfig;
import io.throughline.core.mask.Masker;
import io.throughline.core.mask.Masking;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Masks the records of files on their way to Kafka. While a private key is open whose lines are records, its source is safe only up
 * to where the key begins: a shipper that starts again reads the key from there and knows its lines.
 */
public final class MaskingPublishers {
    private final Masking masking;
    private final MaskReport report;

    /** How the records of a source get on. */
    public interface Publishers {
        /** @param safeOffset up to where the source is in Kafka already */
        SourcePublisher source(String source, Origin origin, long safeOffset);
    }

    public MaskingPublishers(MaskConfig config) {
        this.masking = Masking.of(config);
        this.report = new MaskReport(masking.counts());
    }

    /** Publishers that mask what they hand on to these. */
    public Publishers before(Publishers publishers) {
        return (source, origin, safeOffset) -> new Lane(source, origin, publishers.source(source, origin, safeOffset));
    }

    /** How often each shape was masked; says it in the log now and then. */
    public Map<String, Long> spoken() {
        report.speak();
        return masking.counts().byShape();
    }

    private final class Lane implements SourcePublisher {
        private final String source;
        private final Origin origin;
        private final SourcePublisher publisher;
        private final Masker masker = masking.masker();
        private long keyOffset = Long.MAX_VALUE;
        /** Masked already and not taken yet: it will be handed over again. */
        private @Nullable RawRecord waiting;

        private Lane(String source, Origin origin, SourcePublisher publisher) {
            this.source = source;
            this.origin = origin;
            this.publisher = publisher;
        }

        @Override
        public boolean send(long offset, byte[] value, int length, long safeOffsetBehind) {
            RawRecord record = waiting;
            if (record == null || record.offset() != offset) {
                record = masker.mask(new RawRecord(source, offset, value, length, origin));
                waiting = record;
                keyOffset = masker.keyOpen() ? Math.min(keyOffset, offset) : Long.MAX_VALUE;
            }
            long safe = Math.min(safeOffsetBehind, keyOffset);
            boolean taken = publisher.send(offset, record.value(), record.length(), safe);
            if (taken) {
                waiting = null;
            }
            return taken;
        }

        @Override
        public long safeOffset() {
            return publisher.safeOffset();
        }

        @Override
        public long pending() {
            return publisher.pending();
        }
    }
}
