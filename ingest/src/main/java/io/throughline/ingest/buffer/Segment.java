package io.throughline.ingest.buffer;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file of the buffer. Its name, {@code NUMBER-MARKER.segment} in hex, says again what its header does, in case that is damaged. What
 * changes, but for {@link #underway}, is under the lock of {@link Segments}.
 */
final class Segment {
    static final String SUFFIX = ".segment";

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})\\.segment");

    final Path file;
    final long number;
    final long marker;

    /** The first of its frames. */
    final long firstSequence;

    /** The last of its frames that is safe; before the first one while there is none. */
    long lastSequence;
    /** Up to where it is read. */
    long end;
    /** No frame will be added. */
    boolean finished;
    /** Frames that were handed to Kafka's publisher and that Kafka has not acknowledged. Of the draining thread alone. */
    long underway;
    /** Some of it could not be read. */
    boolean damaged;
    /** That was said when the buffer was opened. */
    boolean reported;

    /** What a file's name says. */
    record Name(long number, long marker) {
        static @Nullable Name of(Path file) {
            Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
            return name.matches()
                    ? new Name(
                            HexFormat.fromHexDigitsToLong(name.group(1)), HexFormat.fromHexDigitsToLong(name.group(2)))
                    : null;
        }

        Path in(Path folder) {
            HexFormat hex = HexFormat.of();
            return folder.resolve(hex.toHexDigits(number) + "-" + hex.toHexDigits(marker) + SUFFIX);
        }
    }

    Segment(Path file, Name name, long firstSequence) {
        this.file = file;
        this.number = name.number();
        this.marker = name.marker();
        this.firstSequence = firstSequence;
        this.lastSequence = firstSequence - 1;
    }

    /** For messages. */
    String fileName() {
        return String.valueOf(file.getFileName());
    }
}
