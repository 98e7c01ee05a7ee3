package io.throughline.ingest.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a segment says of itself at its beginning. */
record SegmentHeader(Segment.Name name, long firstSequence) {
    /**
     * @return null: it is damaged, or not whole
     * @throws CannotBufferException another version wrote it
     */
    static @Nullable SegmentHeader read(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FrameFormat.SEGMENT_HEADER_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int read = 0;
            while (header.hasRemaining() && read >= 0) {
                read = channel.read(header, header.position());
            }
        }
        if (header.hasRemaining()) {
            return null;
        }
        header.flip();
        CRC32C crc = new CRC32C();
        crc.update(header.array(), 0, FrameFormat.SEGMENT_HEADER_BYTES - FrameFormat.CRC_BYTES);
        long magic = header.getLong();
        int version = header.getInt();
        Segment.Name name = new Segment.Name(header.getLong(), header.getLong());
        long firstSequence = header.getLong();
        if ((int) crc.getValue() != header.getInt() || magic != FrameFormat.MAGIC) {
            return null;
        }
        if (version != FrameFormat.VERSION) {
            throw new CannotBufferException(
                    file + " is of version " + version + ", this is version " + FrameFormat.VERSION
                            + "; let the one that wrote it send it, or choose another receive.buffer.path");
        }
        return new SegmentHeader(name, firstSequence);
    }
}
