package io.throughline.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Frames in PackedForward mode as Fluent Bit sends them: the same records each time, under a new chunk's name. */
final class ForwardFrames {
    static final int RECORDS = 2_500;

    /** Of a chunk's name. */
    private static final int NAME_CHARS = 16;

    /** {@code {"ack": NAME}}. */
    static final int ACK_BYTES = 1 + 4 + 1 + NAME_CHARS;

    private final byte[] body;

    private ForwardFrames(byte[] body) {
        this.body = body;
    }

    static ForwardFrames of() throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(entries);
        for (int i = 0; i < RECORDS; i++) {
            entry(out, i);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(frame);
        head.writeByte(0x93);
        text(head, "kube.shop.orders");
        head.writeByte(0xc6);
        head.writeInt(entries.size());
        entries.writeTo(head);
        return new ForwardFrames(frame.toByteArray());
    }

    /** All but the options. */
    byte[] body() {
        return body;
    }

    int bytes() {
        return body.length + options(0).length;
    }

    /** The options, which end a frame. */
    static byte[] options(long chunk) {
        String name = Long.toHexString(chunk + (1L << 60));
        byte[] options = new byte[1 + 6 + 1 + NAME_CHARS];
        options[0] = (byte) 0x81;
        System.arraycopy("\u00a5chunk\u00b0".getBytes(StandardCharsets.ISO_8859_1), 0, options, 1, 7);
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, options, 8, NAME_CHARS);
        return options;
    }

    /** {@code [time, record]}, about 206 bytes. */
    private static void entry(DataOutputStream out, int i) throws IOException {
        out.writeByte(0x92);
        out.writeByte(0xd7);
        out.writeByte(0);
        out.writeInt(1_772_359_200 + i / 500);
        out.writeInt(i % 500 * 2_000_000 + 123_456);
        out.writeByte(0x83);
        text(out, "stream");
        text(out, "stdout");
        text(out, "log");
        text(
                out,
                "10.4." + i % 250 + ".17 - - [01/Mar/2026:10:00:00 +0000] \"GET /api/v1/orders/" + (100_000 + i)
                        + " HTTP/1.1\" 200 " + i + " \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"");
        text(out, "container_id");
        text(out, "8f3c2b1a9d7e6f50");
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < 32) {
            out.writeByte(0xa0 | bytes.length);
        } else {
            out.writeByte(0xd9);
            out.writeByte(bytes.length);
        }
        out.write(bytes);
    }
}
