package io.throughline.ingest.receive.forward;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** MessagePack for the few and small answers of a receiver. */
final class Reply {
    private static final int MOST_BYTES = 0xffff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Reply array(int count) {
        out.write(0x90 | count);
        return this;
    }

    Reply map(int count) {
        out.write(0x80 | count);
        return this;
    }

    Reply bool(boolean value) {
        out.write(value ? 0xc3 : 0xc2);
        return this;
    }

    Reply text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes");
        }
        if (bytes.length < 32) {
            out.write(0xa0 | bytes.length);
        } else {
            out.write(0xda);
            out.write(bytes.length >> 8);
            out.write(bytes.length);
        }
        out.writeBytes(bytes);
        return this;
    }

    /** A value that is MessagePack already. */
    Reply packed(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
