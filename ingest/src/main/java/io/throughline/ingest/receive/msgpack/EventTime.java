package io.throughline.ingest.receive.msgpack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes instants as {@code 2026-03-01T10:00:00.123456789Z}, many of which share their second. Reads those of the Forward
 * protocol (extension 0: seconds and nanoseconds, 32 bits each, big endian) and of MessagePack itself (extension -1).
 */
public final class EventTime {
    /** Of the Forward protocol. */
    public static final int FORWARD = 0;
    /** Of MessagePack. */
    public static final int TIMESTAMP = -1;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** The years 0 to 9999, which four digits can write. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final int SECOND_LENGTH = "2026-03-01T10:00:00".length();
    private static final int NANO_DIGITS = 9;
    private static final int PRECISE_LENGTH = SECOND_LENGTH + 1 + NANO_DIGITS;

    private long seconds;
    private int nanos;
    private long cachedSecond;
    private byte[] cached = second(0);

    /** Whether the reader is at an extension that is an instant; then it is this one's from now on. */
    public boolean read(MsgpackReader reader) {
        byte[] bytes = reader.bytes();
        int at = reader.start();
        int length = reader.end() - at;
        long tail = length < 4 ? 0 : unsigned(bytes, reader.end() - 4);
        if (reader.extension() == FORWARD && length == 8) {
            return set(unsigned(bytes, at), tail);
        }
        if (reader.extension() != TIMESTAMP) {
            return false;
        }
        return switch (length) {
            case 4 -> set(tail, 0);
            // 30 bits of nanoseconds, then 34 of seconds.
            case 8 -> set(((unsigned(bytes, at) & 3) << 32) | tail, unsigned(bytes, at) >>> 2);
            case 12 -> set((unsigned(bytes, at + 4) << 32) | tail, unsigned(bytes, at));
            default -> false;
        };
    }

    /** @return false: no time of the years 0 to 9999 */
    public boolean set(long epochSeconds, long nanosOfSecond) {
        if (epochSeconds < FIRST_SECOND
                || epochSeconds > LAST_SECOND
                || nanosOfSecond < 0
                || nanosOfSecond >= 1_000_000_000) {
            return false;
        }
        seconds = epochSeconds;
        nanos = (int) nanosOfSecond;
        return true;
    }

    /** Since 1970. */
    public long seconds() {
        return seconds;
    }

    /** With all nine digits of the second's fraction, in quotes. */
    public byte[] precise() {
        byte[] text = quoted(PRECISE_LENGTH);
        text[SECOND_LENGTH + 1] = '.';
        digits(text, SECOND_LENGTH + 2, NANO_DIGITS, nanos);
        return text;
    }

    /** With no fraction, for a clock that knows none, in quotes. */
    public byte[] wholeSecond() {
        return quoted(SECOND_LENGTH);
    }

    private byte[] quoted(int length) {
        byte[] text = new byte[length + 3];
        text[0] = '"';
        System.arraycopy(secondText(), 0, text, 1, SECOND_LENGTH);
        text[length + 1] = 'Z';
        text[length + 2] = '"';
        return text;
    }

    private byte[] secondText() {
        if (seconds != cachedSecond) {
            cached = second(seconds);
            cachedSecond = seconds;
        }
        return cached;
    }

    private static byte[] second(long epochSeconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(epochSeconds, 0, ZoneOffset.UTC);
        byte[] text = new byte[SECOND_LENGTH];
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        text[4] = '-';
        text[7] = '-';
        text[10] = 'T';
        text[13] = ':';
        text[16] = ':';
        return text;
    }

    private static void digits(byte[] text, int at, int count, int number) {
        int left = number;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static long unsigned(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at) & 0xffff_ffffL;
    }
}
