package io.throughline.core.model;

/**
 * One message as a shipper read it, before anyone understood it: one line, or the consecutive lines that an envelope split
 * one message into, joined by {@code \n}.
 *
 * @param source names the byte stream the record came from, the same after every restart (a file's identity, a topic
 *     partition); records of one source keep their order
 * @param offset bytes from the source's start to the record's first byte; with {@code source} it is the record's identity
 * @param value the bytes, without the final line feed
 * @param length the record's true length in bytes; larger than {@code value} where a limit cut it
 */
public record RawRecord(String source, long offset, byte[] value, int length, Origin origin) {
    public RawRecord {
        if (source.isEmpty() || offset < 0 || length < value.length) {
            throw new IllegalArgumentException(
                    "not a raw record: source '" + source + "', offset " + offset + ", length " + length);
        }
    }

    public RawRecord(String source, long offset, byte[] value, Origin origin) {
        this(source, offset, value, value.length, origin);
    }

    /** Whether a limit cut the record, so that {@code value} is only its beginning. */
    public boolean cut() {
        return length > value.length;
    }
}
