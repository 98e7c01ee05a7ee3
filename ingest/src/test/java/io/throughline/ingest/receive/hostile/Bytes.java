package io.throughline.ingest.receive.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** What hostile inputs are made of. */
final class Bytes {
    static final int MIB = 1 << 20;
    static final int MANY = 1_000_000;

    private Bytes() {}

    static byte[] of(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] repeated(byte[] part, int times) {
        byte[] bytes = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, bytes, i * part.length, part.length);
        }
        return bytes;
    }

    static byte[] filled(int length, int octet) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) octet);
        return bytes;
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** Values of msgpack that say to be 2^32-1 long, by their types. */
    static Map<String, byte[]> lies() {
        Map<String, byte[]> lies = new LinkedHashMap<>();
        lies.put("array32", of(0xdd, 255, 255, 255, 255));
        lies.put("map32", of(0xdf, 255, 255, 255, 255));
        lies.put("str32", of(0xdb, 255, 255, 255, 255, 'a'));
        lies.put("bin32", of(0xc6, 255, 255, 255, 255, 'a'));
        lies.put("ext32", of(0xc9, 255, 255, 255, 255, 1, 'a'));
        return lies;
    }
}
