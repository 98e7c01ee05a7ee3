package io.throughline.ingest.ship;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** An open file's bytes from its beginning, with a position of its own. Closing it leaves the file open. */
final class ChannelStream extends InputStream {
    private final FileChannel channel;
    private final byte[] one = new byte[1];
    private long position;

    ChannelStream(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int read = channel.read(ByteBuffer.wrap(bytes, from, count), position);
        position += Math.max(0, read);
        return read;
    }

    /** What GZIPInputStream asks before it looks for another member. */
    @Override
    public int available() throws IOException {
        return Math.clamp(channel.size() - position, 0, Integer.MAX_VALUE);
    }
}
