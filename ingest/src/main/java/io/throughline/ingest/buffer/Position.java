package io.throughline.ingest.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Up to which chunk Kafka has all of them, in a file of two places that are written in turn, so that one of them is whole whatever
 * happens: a count of the writings and the sequence number (8 bytes each), and CRC-32C of both. What was written survives the death of this
 * process, what was forced that of the machine.
 */
final class Position implements Closeable {
    static final String FILE = "position";

    /** The places are apart as far as a disk writes at once. */
    private static final int APART_BYTES = 4096;

    private static final int PLACE_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final FileChannel channel;
    private final ByteBuffer place = ByteBuffer.allocate(PLACE_BYTES);
    private final boolean unreadable;
    private long writings;
    private long acknowledged;
    private long forced;

    Position(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        boolean there = Files.exists(file);
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        read(0);
        read(APART_BYTES);
        unreadable = there && writings == 0 && channel.size() > 0;
        forced = acknowledged;
        if (writings == 0) {
            // Both places exist from now on: a full disk cannot refuse to write there.
            channel.write(ByteBuffer.allocate(APART_BYTES + PLACE_BYTES), 0);
            write(0);
            force();
        }
    }

    /** The last chunk of which that is so, and of all before it; 0 for none. */
    long acknowledged() {
        return acknowledged;
    }

    /** Whether there is a file that says nothing. */
    boolean unreadable() {
        return unreadable;
    }

    void write(long sequence) throws IOException {
        place.clear();
        place.putLong(writings + 1).putLong(sequence).putInt(crc()).flip();
        long at = (writings + 1) % 2 * APART_BYTES;
        while (place.hasRemaining()) {
            channel.write(place, at + place.position());
        }
        writings++;
        acknowledged = sequence;
    }

    /** Does nothing where nothing was written since. */
    void force() throws IOException {
        if (forced != acknowledged || writings == 1) {
            channel.force(false);
            forced = acknowledged;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void read(int at) throws IOException {
        place.clear();
        int read = 0;
        while (place.hasRemaining() && read >= 0) {
            read = channel.read(place, at + place.position());
        }
        if (place.hasRemaining()) {
            return;
        }
        place.flip();
        long writing = place.getLong();
        long sequence = place.getLong();
        if (place.getInt() == crc() && writing > writings) {
            writings = writing;
            acknowledged = sequence;
        }
    }

    /** Of the two numbers, wherever the buffer's position is. */
    private int crc() {
        CRC32C crc = new CRC32C();
        crc.update(place.array(), 0, 2 * Long.BYTES);
        return (int) crc.getValue();
    }
}
