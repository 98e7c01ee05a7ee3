package io.throughline.core.model;

import org.jspecify.annotations.Nullable;

/**
 * One message as a shipper read it, before anyone understood it: one line, or the consecutive lines that an envelope split
 * one message into, joined by {@code \n}.
 *
 * @param source names the byte stream the record came from, the same after every restart (a file's identity, a topic
 *     partition); records of one source keep their order
 * @param offset bytes from the source's start to the record's first byte, or the record's number within its chunk
 * @param value the bytes, without the final line feed
 * @param length the record's true length in bytes; larger than {@code value} where a limit cut it
 * @param chunk names what a network sender sends again as a whole when it was not acknowledged; null where a source has offsets
 */
public record RawRecord(
        String source,
        long offset,
        byte[] value,
        int length,
        Origin origin,
        @Nullable String chunk) {
    private static final String PARTITION = "kafka:";

    public RawRecord {
        if (source.isEmpty() || offset < 0 || length < value.length) {
            throw new IllegalArgumentException(
                    "not a raw record: source '" + source + "', offset " + offset + ", length " + length);
        }
    }

    public RawRecord(String source, long offset, byte[] value, int length, Origin origin) {
        this(source, offset, value, length, origin, null);
    }

    public RawRecord(String source, long offset, byte[] value, Origin origin) {
        this(source, offset, value, value.length, origin);
    }

    /** A record to which its sender gave no place, so that it has the one that Kafka gave it. */
    public static RawRecord ofPartition(String topic, int partition, long offset, byte[] value) {
        return new RawRecord(PARTITION + topic + "-" + partition, offset, value, Origin.ofHost("unknown"));
    }

    /** Whether its sender, having heard no acknowledgement, may have sent it again under another identity. */
    public boolean mayHaveTwoIdentities() {
        return chunk != null || source.startsWith(PARTITION);
    }

    /** What gives the record its identity together with the offset: the same whenever it is sent again. */
    public String series() {
        return chunk == null ? source : chunk;
    }

    /** Whether a limit cut the record, so that {@code value} is only its beginning. */
    public boolean cut() {
        return length > value.length;
    }
}
