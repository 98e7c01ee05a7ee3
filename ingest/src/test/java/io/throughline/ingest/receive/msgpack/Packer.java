package io.throughline.ingest.receive.msgpack;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes MessagePack for tests: right, and wrong where it is asked to. */
public final class Packer {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Packer nil() {
        return raw(0xc0);
    }

    public Packer bool(boolean value) {
        return raw(value ? 0xc3 : 0xc2);
    }

    /** In the fewest bytes. */
    public Packer integer(long value) {
        if (value >= -32 && value < 128) {
            return raw((int) value);
        }
        if (value >= 0 && value < 0x1_0000_0000L) {
            return raw(0xce).raw(ByteBuffer.allocate(4).putInt((int) value).array());
        }
        return raw(0xd3).raw(ByteBuffer.allocate(8).putLong(value).array());
    }

    public Packer decimal(double value) {
        return raw(0xcb).raw(ByteBuffer.allocate(8).putDouble(value).array());
    }

    public Packer text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    public Packer text(byte[] bytes) {
        return sized(bytes.length < 32 ? 0xa0 + bytes.length : 0xdb, bytes, bytes.length < 32);
    }

    public Packer binary(byte[] bytes) {
        return sized(0xc6, bytes, false);
    }

    public Packer array(int count) {
        return count < 16
                ? raw(0x90 + count)
                : raw(0xdd).raw(ByteBuffer.allocate(4).putInt(count).array());
    }

    public Packer map(int count) {
        return count < 16
                ? raw(0x80 + count)
                : raw(0xdf).raw(ByteBuffer.allocate(4).putInt(count).array());
    }

    public Packer extension(int type, byte[] bytes) {
        return raw(0xc9)
                .raw(ByteBuffer.allocate(4).putInt(bytes.length).array())
                .raw(type)
                .raw(bytes);
    }

    /** The Forward protocol's time in its shortest form. */
    public Packer eventTime(long seconds, int nanos) {
        return raw(0xd7)
                .raw(0)
                .raw(ByteBuffer.allocate(8).putInt((int) seconds).putInt(nanos).array());
    }

    public Packer raw(int octet) {
        out.write(octet);
        return this;
    }

    public Packer raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    private Packer sized(int head, byte[] bytes, boolean small) {
        raw(head);
        return (small ? this : raw(ByteBuffer.allocate(4).putInt(bytes.length).array())).raw(bytes);
    }
}
