package io.throughline.ingest.receive.forward;

import io.throughline.core.model.Origin;
import io.throughline.core.wire.Sha256;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.peers.Names;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives frames the identity that their records have for ever. A frame whose sender named the chunk has the same one whenever, and
 * over whichever connection, it comes again; it is not told from another sender's with the same tag and name, which are random or a
 * hash of the content. A frame without a name cannot be known again and never is.
 */
final class Chunks {
    private static final byte[] NAMED = "throughline forward chunk".getBytes(StandardCharsets.UTF_8);
    private static final byte[] UNNAMED = "throughline forward frame".getBytes(StandardCharsets.UTF_8);

    private final Instant started;
    private final AtomicLong count = new AtomicLong();

    /** @param started when this receiver was */
    Chunks(Instant started) {
        this.started = started;
    }

    /** The chunk of a frame that has a name. */
    static Chunk named(Frame frame, Frame.ChunkName name, Origin origin) {
        byte[] tag = frame.tag().getBytes(StandardCharsets.UTF_8);
        MessageDigest digest = Sha256.newDigest();
        digest.update(NAMED);
        // The length keeps a tag's end and a name's beginning apart.
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(tag.length).array());
        digest.update(tag);
        digest.update(name.content());
        return chunk(digest, frame.tag(), frame.values(), origin);
    }

    /** @param content of the bytes as they were sent */
    Chunk unnamed(MessageDigest content, String tag, List<byte[]> values, Origin origin) {
        MessageDigest digest = Sha256.newDigest();
        digest.update(UNNAMED);
        digest.update(content.digest());
        digest.update(ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(started.getEpochSecond())
                .putLong(started.getNano())
                .putLong(count.getAndIncrement())
                .array());
        return chunk(digest, tag, values, origin);
    }

    private static Chunk chunk(MessageDigest id, String tag, List<byte[]> values, Origin origin) {
        return new Chunk(
                "forward:" + HexFormat.of().formatHex(id.digest()),
                Names.source("forward", origin.host() + "/" + tag),
                origin,
                values);
    }
}
