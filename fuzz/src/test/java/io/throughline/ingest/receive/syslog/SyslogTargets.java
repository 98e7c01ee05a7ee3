package io.throughline.ingest.receive.syslog;

import io.netty.buffer.Unpooled;
import io.throughline.fuzz.Check;
import io.throughline.ingest.publish.Chunk;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Syslog: the framing of streams, and messages. */
public final class SyslogTargets {
    private static final int MAX_BYTES = 480;
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private SyslogTargets() {}

    /** A stream gives the same messages however it is cut, none longer than it may be, and nothing is left at its end. */
    public static void frames(byte[] bytes) {
        List<String> whole = messages(List.of(bytes));
        Check.same(whole, messages(Check.pieces(bytes)), "messages, at once and in pieces,");
        List<byte[]> singles = new ArrayList<>();
        for (byte b : bytes) {
            singles.add(new byte[] {b});
        }
        Check.same(whole, messages(singles), "messages, at once and byte by byte,");
    }

    private static List<String> messages(List<byte[]> pieces) {
        List<String> messages = new ArrayList<>();
        SyslogFrames frames = new SyslogFrames(MAX_BYTES, (bytes, kept, length) -> {
            Check.that(kept > 0 && kept <= MAX_BYTES && length >= kept, kept + " bytes of " + length);
            messages.add(length + " " + Arrays.toString(Arrays.copyOf(bytes, kept)));
        });
        for (byte[] piece : pieces) {
            frames.read(Unpooled.wrappedBuffer(piece));
        }
        frames.end();
        return messages;
    }

    /** Any message becomes an object that a record may be, the same one every time. */
    public static void message(byte[] bytes) {
        SyslogRecords records = new SyslogRecords(ZoneOffset.UTC, InstantSource.fixed(NOW));
        SyslogRecords.HostRecord record = records.read(bytes, bytes.length, bytes.length, "10.0.0.1");
        Check.isObject(record.value());
        Check.that(record.value().length <= Chunk.MAX_RECORD_BYTES, "a record of " + record.value().length);
        Check.that(
                !record.host().isEmpty() && record.host().length() <= 255,
                "a host of " + record.host().length());
        SyslogRecords.HostRecord again = records.read(bytes, bytes.length, bytes.length, "10.0.0.1");
        Check.same(record.value(), again.value(), "records of the same message");
    }
}
