package io.throughline.ingest.publish;

/** The records of one source on their way into Kafka, in their order, and up to where they are safe there. One thread sends. */
public interface SourcePublisher {
    /**
     * Hands a record over; waits at most a second where the buffer is full.
     *
     * @param offset bytes from the source's start
     * @param value not to be changed afterwards
     * @param length the record's true length, more than {@code value} has where a limit cut it
     * @param safeOffsetBehind where reading may resume once this record and all before it are acknowledged
     * @return false: not taken, because the broker does not keep up or is away, or because the publisher is lost
     */
    boolean send(long offset, byte[] value, int length, long safeOffsetBehind);

    /** Where reading may resume after a restart: all before it is in Kafka. */
    long safeOffset();

    /** Records handed over and not yet acknowledged. */
    long pending();
}
