package io.throughline.core.frame;

/**
 * How much of one message a framer holds while its lines come in.
 *
 * @param maxBytes a longer message becomes a cut record of its first {@code keptBytes}, with its true length
 * @param maxLines a message of more lines is handed on in pieces
 * @param keptBytes less than {@code maxBytes}
 */
public record FrameLimits(int maxBytes, int maxLines, int keptBytes) {
    public static final FrameLimits DEFAULTS = new FrameLimits(1 << 20, 512, 8 << 10);

    public FrameLimits {
        if (keptBytes < 1 || keptBytes >= maxBytes || maxLines < 2) {
            throw new IllegalArgumentException(
                    "frame limits of " + maxBytes + " bytes, " + maxLines + " lines, " + keptBytes + " bytes kept");
        }
    }
}
