package io.throughline.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes inputs as fuzzers do, the same way for the same seed. */
final class Mutations {
    private static final int MAX_BYTES = 4096;

    /** Numbers at the edges of types, and bytes that mean something in one of the forms. */
    private static final List<byte[]> WORDS = List.of(
            new byte[] {0},
            new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
            new byte[] {0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
            new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {(byte) 0xdd},
            new byte[] {(byte) 0xdf},
            new byte[] {(byte) 0xdb},
            new byte[] {(byte) 0xc9},
            new byte[] {(byte) 0xc0, (byte) 0x80},
            new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            new byte[] {0x1f, (byte) 0x8b, 8},
            new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
            text("\\ud800"),
            text("\\u0000"),
            text("\u202e"),
            text("\u001b[2J"),
            text("../"),
            text("\r\n"),
            text("\n"),
            text("\""),
            text("{"),
            text("["),
            text("]"),
            text("}"),
            text(":"),
            text(","),
            text("\\"),
            text("="),
            text(" "),
            text("-"),
            text("9999999999999999999"),
            text("1e999"),
            text("NaN"),
            text("2026-11-22T10:00:00Z"),
            text("22/Nov/2026:10:00:00 +0100"),
            text("<34>"),
            text("1 "),
            text("99999 <"));

    private final Random random;

    Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** One seed, changed in one to eight places. */
    byte[] next(List<byte[]> seeds) {
        byte[] bytes = seeds.get(random.nextInt(seeds.size()));
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            bytes = changed(bytes, seeds);
        }
        return bytes.length > MAX_BYTES ? Arrays.copyOf(bytes, MAX_BYTES) : bytes;
    }

    private byte[] changed(byte[] bytes, List<byte[]> seeds) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + (random.nextBoolean() ? 1 : random.nextInt(32)));
        return switch (random.nextInt(7)) {
            case 0 -> flipped(bytes);
            case 1 -> spliced(bytes, at, to, new byte[0]);
            case 2 -> spliced(bytes, at, at, WORDS.get(random.nextInt(WORDS.size())));
            case 3 -> spliced(bytes, at, to, WORDS.get(random.nextInt(WORDS.size())));
            case 4 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 5 -> spliced(bytes, at, to, part(seeds.get(random.nextInt(seeds.size()))));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] copy = bytes.clone();
        if (copy.length > 0) {
            int at = random.nextInt(copy.length);
            copy[at] = random.nextBoolean() ? (byte) random.nextInt() : (byte) (copy[at] ^ 1 << random.nextInt(8));
        }
        return copy;
    }

    private byte[] part(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + random.nextInt(64)));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] put) {
        byte[] copy = new byte[bytes.length - (to - from) + put.length];
        System.arraycopy(bytes, 0, copy, 0, from);
        System.arraycopy(put, 0, copy, from, put.length);
        System.arraycopy(bytes, to, copy, from + put.length, bytes.length - to);
        return copy;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
