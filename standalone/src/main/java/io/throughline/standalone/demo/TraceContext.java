package io.throughline.standalone.demo;

import java.util.HexFormat;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One span's ids, as the shop's services pass them to each other in {@code traceparent} (W3C Trace Context, version 00).
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits
 * @param parentSpanId the span that caused this one; null for the first of a trace
 */
record TraceContext(String traceId, String spanId, @Nullable String parentSpanId) {
    static final String HEADER = "traceparent";

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}");

    /** The first span of a new trace. */
    static TraceContext newTrace(Random random) {
        return new TraceContext(hex(random, 16), hex(random, 8), null);
    }

    /** The span of a request that came with such a header; without a valid one, the first span of a new trace. */
    static TraceContext received(@Nullable String traceparent, Random random) {
        if (traceparent != null) {
            Matcher header = TRACEPARENT.matcher(traceparent);
            if (header.matches()) {
                return new TraceContext(header.group(1), hex(random, 8), header.group(2));
            }
        }
        return newTrace(random);
    }

    /** A span caused by this one. */
    TraceContext child(Random random) {
        return new TraceContext(traceId, hex(random, 8), spanId);
    }

    String traceparent() {
        return "00-" + traceId + "-" + spanId + "-01";
    }

    private static String hex(Random random, int bytes) {
        byte[] id = new byte[bytes];
        do {
            random.nextBytes(id);
        } while (isZero(id)); // all zeros means "none" in the specification
        return HexFormat.of().formatHex(id);
    }

    private static boolean isZero(byte[] id) {
        for (byte b : id) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
