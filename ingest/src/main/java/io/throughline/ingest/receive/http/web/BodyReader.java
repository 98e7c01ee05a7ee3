package io.throughline.ingest.receive.http.web;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.javalin.http.Context;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads bodies, plain or compressed by gzip or zstd, up to a length as sent, a length as decompressed (a bomb is read no further) and
 * a time.
 */
final class BodyReader {
    private static final int FIRST_BYTES = 16 << 10;

    /** 8 MiB, which RFC 8878 recommends to support; a larger window would be a sender's way to our memory. */
    private static final int ZSTD_WINDOW_LOG = 23;

    private final ReceiveLimits limits;
    private final RequestMemory memory;

    BodyReader(ReceiveLimits limits, RequestMemory memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /**
     * @param alsoPlain a content encoding that the caller decodes itself; empty for none
     * @throws ProblemException {@code too-large}, {@code too-slow}, {@code unsupported-form}, {@code invalid-request}
     */
    Body read(Context ctx, String alsoPlain) {
        if (ctx.req().getContentLengthLong() > limits.maxRequestBytes()) {
            throw tooLong();
        }
        String encoding = encoding(ctx);
        try (InputStream sent = new Limited(ctx.req().getInputStream());
                InputStream plain = encoding.equals(alsoPlain) ? sent : decompressing(sent, encoding)) {
            return readAll(plain);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "the body ends too early, or is not " + encoding, e);
        }
    }

    private static String encoding(Context ctx) {
        String header = ctx.header("Content-Encoding");
        return header == null || header.isBlank() ? "identity" : header.strip().toLowerCase(Locale.ROOT);
    }

    private static InputStream decompressing(InputStream sent, String encoding) throws IOException {
        return switch (encoding) {
            case "identity" -> sent;
            case "gzip", "x-gzip" -> new GZIPInputStream(sent, FIRST_BYTES);
            case "zstd" -> {
                ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(sent);
                zstd.setLongMax(ZSTD_WINDOW_LOG);
                yield zstd;
            }
            default ->
                throw new ProblemException(
                        ProblemCode.UNSUPPORTED_FORM, "Content-Encoding may be gzip, zstd or identity");
        };
    }

    private Body readAll(InputStream in) throws IOException {
        int first = Math.min(FIRST_BYTES, limits.maxBodyBytes());
        memory.take(first);
        byte[] bytes = new byte[first];
        int length = 0;
        while (true) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return new Body(bytes, length);
            }
            length += read;
            if (length == bytes.length) {
                if (length == limits.maxBodyBytes()) {
                    if (in.read() < 0) {
                        return new Body(bytes, length);
                    }
                    throw ProblemException.tooLarge(
                            "a body may have at most " + limits.maxBodyBytes() + " bytes when decompressed");
                }
                int more = (int) Math.min(length * 2L, limits.maxBodyBytes());
                memory.take(more);
                bytes = Arrays.copyOf(bytes, more);
                memory.give(length);
            }
        }
    }

    private ProblemException tooLong() {
        return ProblemException.tooLarge("a request may have at most " + limits.maxRequestBytes() + " bytes");
    }

    /** Counts what was sent, and looks at the clock after every read, so that a trickle of bytes ends, too. */
    private final class Limited extends FilterInputStream {
        private final long startNanos = System.nanoTime();
        private long count;

        private Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            count += Math.max(read, 0);
            if (count > limits.maxRequestBytes()) {
                throw tooLong();
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - startNanos);
            if (read >= 0 && taken.compareTo(limits.readWithin()) > 0) {
                throw new ProblemException(
                        ProblemCode.TOO_SLOW,
                        "a body may take at most " + limits.readWithin().toMillis() + " ms to arrive");
            }
            return read;
        }
    }
}
