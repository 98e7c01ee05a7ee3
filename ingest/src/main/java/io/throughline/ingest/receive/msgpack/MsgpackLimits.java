package io.throughline.ingest.receive.msgpack;

/**
 * What one value may be. How many elements an array or a map has needs no limit of its own: each is at least one byte.
 *
 * @param maxBytes of one whole value with all that is in it
 * @param maxTextBytes of one text, binary or extension
 * @param maxDepth of arrays and maps within each other
 */
public record MsgpackLimits(int maxBytes, int maxTextBytes, int maxDepth) {
    /** Deeper than any parser behind goes, so that a record which is too deep for it is rejected there, with its reason. */
    public static final MsgpackLimits DEFAULTS = new MsgpackLimits(32 << 20, 32 << 20, 512);

    /** What a thread's stack certainly holds. */
    private static final int MOST_DEPTH = 1000;

    public MsgpackLimits {
        if (maxBytes < 1 || maxTextBytes < 0 || maxDepth < 1 || maxDepth > MOST_DEPTH) {
            throw new IllegalArgumentException(
                    "limits of " + maxBytes + " bytes, " + maxTextBytes + " bytes of text, " + maxDepth + " levels");
        }
    }

    public MsgpackLimits withMaxBytes(int bytes) {
        return new MsgpackLimits(bytes, Math.min(maxTextBytes, bytes), maxDepth);
    }
}
