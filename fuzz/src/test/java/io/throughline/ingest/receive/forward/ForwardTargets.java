package io.throughline.ingest.receive.forward;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.Unpooled;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Origin;
import io.throughline.fuzz.Check;
import io.throughline.ingest.publish.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The Forward protocol: frames, the handshake, what is packed in a frame. */
public final class ForwardTargets {
    private static final int MAX_BYTES = 64 << 10;
    private static final ForwardConfig CONFIG = ForwardConfig.from(new Settings(Map.of(
            "receive.forward.shared-key", "s3cret",
            "receive.forward.users", "jane:p4ss",
            "receive.forward.max-frame", "64k",
            "receive.forward.max-chunk", "64k")));
    private static final Handshake HANDSHAKE = new Handshake(CONFIG, "s3cret", new SecureRandom());
    private static final Origin PEER = Origin.ofHost("10.0.0.1");

    private ForwardTargets() {}

    /** Every record is an object, all together are bounded, and a stream in pieces gives the same chunks as a whole. */
    public static void frames(byte[] bytes) throws IOException {
        List<Frame> whole = new ArrayList<>();
        IOException refusal = read(List.of(bytes), whole);
        List<Frame> parts = new ArrayList<>();
        IOException other = read(Check.pieces(bytes), parts);
        // What comes behind a broken frame is not looked at; where the stream is broken may be known earlier or later.
        Check.same(refusal == null, other == null, "refusals, at once and in pieces,");
        Check.same(whole.size(), parts.size(), "numbers of frames, at once and in pieces,");
        for (int i = 0; i < whole.size(); i++) {
            check(whole.get(i), parts.get(i));
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private static void check(Frame frame, Frame again) {
        long sum = 0;
        for (byte[] value : frame.values()) {
            Check.isObject(value);
            Check.that(value.length <= Chunk.MAX_RECORD_BYTES, "a record of " + value.length + " bytes");
            sum += value.length;
        }
        Check.that(sum <= CONFIG.limits().chunkBytes(), "records of " + sum + " bytes");
        Check.that(
                frame.tag().length() <= FrameReader.MAX_TAG_CHARS,
                "a tag of " + frame.tag().length());
        Check.that(frame.values().size() <= frame.found(), "more records than entries");
        Check.same(frame.tag(), again.tag(), "tags");
        Check.same(texts(frame), texts(again), "records, at once and in pieces,");
        Frame.ChunkName name = frame.chunk();
        Frame.ChunkName second = again.chunk();
        Check.same(name == null, second == null, "names of chunks");
        if (name != null && second != null) {
            Chunk chunk = Chunks.named(frame, name, PEER);
            Check.same(chunk.id(), Chunks.named(again, second, PEER).id(), "ids of a chunk that is sent again");
            Check.that(
                    chunk.source().length() <= 300,
                    "a source of " + chunk.source().length());
            Check.that(chunk.source().chars().noneMatch(Character::isISOControl), "control characters in a source");
        }
    }

    private static List<String> texts(Frame frame) {
        return frame.values().stream().map(Check::text).toList();
    }

    private static @Nullable IOException read(List<byte[]> pieces, List<Frame> into) {
        FrameReader reader = new FrameReader(CONFIG.limits());
        FrameBuffer buffer = new FrameBuffer(MAX_BYTES);
        try {
            for (byte[] piece : pieces) {
                buffer.add(Unpooled.wrappedBuffer(piece));
                Check.that(buffer.capacity() <= 4 * MAX_BYTES, "a buffer of " + buffer.capacity());
                for (int end = buffer.frameEnd(); end >= 0; end = buffer.frameEnd()) {
                    Frame frame = reader.read(buffer.bytes(), buffer.start(), end);
                    if (frame != null) {
                        into.add(frame);
                    }
                    buffer.consume(end);
                }
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /** Nobody gets in who does not know the key, and what is answered stays small. */
    public static void handshake(byte[] bytes) throws IOException {
        Handshake.Answer answer = HANDSHAKE.answer(bytes, 0, bytes.length);
        Check.that(!answer.accepted(), "let in without the key");
        Check.that(answer.pong().length < 300, "an answer of " + answer.pong().length);
    }

    /** Unpacks no more than it may; refuses what is cut, and what is no gzip. */
    public static void gzip(byte[] bytes) throws IOException {
        Unpacking unpacking = new Unpacking(MAX_BYTES, FrameMemory.unbounded());
        unpacking.gzip(bytes, 0, bytes.length);
        Check.that(unpacking.length() <= MAX_BYTES, "unpacked to " + unpacking.length());
        try {
            new Unpacking(MAX_BYTES, FrameMemory.unbounded()).gzip(bytes, 0, bytes.length - 1);
        } catch (ForwardException e) {
            return;
        }
        throw new AssertionError("gzip without its last byte was taken");
    }

    /** What was packed, in one member or two, unpacks to the same. */
    public static void gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] piece : Check.pieces(bytes)) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(piece);
            }
        }
        Unpacking unpacking = new Unpacking(Math.max(1, bytes.length), FrameMemory.unbounded());
        unpacking.gzip(packed.toByteArray(), 0, packed.size());
        Check.same(bytes, Arrays.copyOf(unpacking.output(), unpacking.length()), "bytes before and behind gzip");
    }

    /** Unpacks no more than it may. */
    public static void zstd(byte[] bytes) throws IOException {
        Unpacking unpacking = new Unpacking(MAX_BYTES, FrameMemory.unbounded());
        unpacking.zstd(bytes, 0, bytes.length);
        Check.that(unpacking.length() <= MAX_BYTES, "unpacked to " + unpacking.length());
    }

    /** What was packed, in one frame or several, unpacks to the same. */
    public static void zstdPacked(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] piece : Check.pieces(bytes)) {
            packed.writeBytes(Zstd.compress(piece));
        }
        Unpacking unpacking = new Unpacking(Math.max(1, bytes.length), FrameMemory.unbounded());
        unpacking.zstd(packed.toByteArray(), 0, packed.size());
        Check.same(bytes, Arrays.copyOf(unpacking.output(), unpacking.length()), "bytes before and behind zstd");
    }
}
