package io.throughline.ingest.receive.msgpack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a MessagePack map as one JSON object in UTF-8, without a tree in between. Texts keep their characters, and what is no
 * UTF-8 in them is replaced; binary is text where it is UTF-8, else base64; instants are {@code 2026-03-01T10:00:00.123456789Z}, other
 * extensions {@code {"extension":5,"base64":"..."}}; NaN and the infinities are texts. A key that is no text becomes one: a plain
 * value as it would be written, an array, a map or an unknown extension {@code msgpack:} and the base64 of its bytes.
 *
 * <p>A map that would be too long is cut, and tells it: its texts to their beginning, members that still do not fit are left out, and
 * {@value #CUT} is the map's length in MessagePack. One per thread: it uses its buffers again.
 */
public final class MsgpackJson {
    /** The member that an object has which was cut. */
    public static final String CUT = "throughline.cut_bytes";

    /** What is kept of a text of an object that is cut. */
    public static final int CUT_TEXT_BYTES = 8 << 10;

    private static final int CUT_MEMBER_BYTES = CUT.length() + 16;
    private static final Names NO_NAMES = new Names(new Extra[0]);

    private final int maxDepth;
    private final int maxBytes;
    private final JsonBytes out = new JsonBytes();
    private final JsonBytes head = new JsonBytes();
    private final EventTime time = new EventTime();
    private int maxTextBytes;

    /**
     * A member that is put before the map's own, unless the map has one of that name.
     *
     * @param otherwise its name then, empty for none; where the map has this as well, the member is left out
     * @param value JSON
     */
    public record Extra(byte[] name, byte[] otherwise, byte[] value) {
        public Extra(String name, String otherwise, byte[] value) {
            this(name.getBytes(StandardCharsets.UTF_8), otherwise.getBytes(StandardCharsets.UTF_8), value);
        }

        public Extra withValue(byte[] other) {
            return new Extra(name, otherwise, other);
        }
    }

    /**
     * @param maxDepth of the map and what is nested in it
     * @param maxBytes of an object
     */
    public MsgpackJson(int maxDepth, int maxBytes) {
        this.maxDepth = maxDepth;
        this.maxBytes = maxBytes;
    }

    /** A text as JSON, in quotes. */
    public static byte[] quoted(String text) {
        JsonBytes quoted = new JsonBytes();
        quoted.clear(Integer.MAX_VALUE);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        quoted.text(bytes, 0, bytes.length);
        byte[] json = new byte[quoted.length()];
        quoted.copyTo(json, 0);
        return json;
    }

    /**
     * The object for the map that comes next; the reader is behind it then.
     *
     * @throws MsgpackException what comes next is no map, is nested too deep, or breaks off
     */
    public byte[] object(MsgpackReader reader, Extra... extras) throws MsgpackException {
        int room = maxBytes - roomFor(extras);
        int from = reader.position();
        Names names = new Names(extras);
        members(reader, names, room, Integer.MAX_VALUE);
        if (out.full()) {
            int behind = reader.position();
            reader.position(from);
            members(reader, names, room - CUT_MEMBER_BYTES, CUT_TEXT_BYTES);
            out.limit(room);
            out.raw(out.length() == 0 ? "\"" : ",\"");
            out.raw(CUT + "\":" + (behind - from));
        }
        return joined(names);
    }

    private int roomFor(Extra[] extras) {
        int bytes = "{}".length();
        for (Extra extra : extras) {
            bytes += Math.max(extra.name.length, extra.otherwise.length) + extra.value.length + ",\"\":".length();
        }
        if (bytes + CUT_MEMBER_BYTES > maxBytes) {
            throw new IllegalArgumentException(bytes + " bytes of extra members in " + maxBytes);
        }
        return bytes;
    }

    /** Writes the members; those that do not fit are left out where texts are cut, else everything from the first of them on. */
    private void members(MsgpackReader reader, Names names, int room, int textBytes) throws MsgpackException {
        out.clear(room);
        maxTextBytes = textBytes;
        if (reader.next() != MsgpackType.MAP) {
            throw new MsgpackException("a record must be a map, not " + reader.type());
        }
        boolean cutting = textBytes < Integer.MAX_VALUE;
        int count = reader.count();
        for (int i = 0; i < count; i++) {
            int before = out.length();
            if (before > 0) {
                out.raw(',');
            }
            key(reader, names);
            out.raw(':');
            value(reader, 1);
            if (cutting && out.full()) {
                out.back(before);
            }
        }
    }

    private void value(MsgpackReader reader, int depth) throws MsgpackException {
        switch (reader.next()) {
            case ARRAY -> array(reader, depth + 1);
            case MAP -> map(reader, depth + 1);
            case TEXT -> text(reader);
            case BINARY -> binary(reader);
            case EXTENSION -> extension(reader);
            default -> plain(reader);
        }
    }

    private void array(MsgpackReader reader, int depth) throws MsgpackException {
        within(reader, depth);
        int count = reader.count();
        out.raw('[');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.raw(',');
            }
            value(reader, depth);
        }
        out.raw(']');
    }

    private void map(MsgpackReader reader, int depth) throws MsgpackException {
        within(reader, depth);
        int count = reader.count();
        out.raw('{');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.raw(',');
            }
            key(reader, NO_NAMES);
            out.raw(':');
            value(reader, depth);
        }
        out.raw('}');
    }

    private void within(MsgpackReader reader, int depth) throws MsgpackException {
        if (depth > maxDepth) {
            throw new MsgpackException("nested more than " + maxDepth + " levels, at offset " + reader.position());
        }
    }

    private void key(MsgpackReader reader, Names names) throws MsgpackException {
        int from = reader.position();
        switch (reader.next()) {
            case TEXT -> {
                names.see(reader);
                text(reader);
            }
            case BINARY -> {
                names.see(reader);
                binary(reader);
            }
            case FLOAT, DOUBLE -> quotedIf(Double.isFinite(reader.decimal()), reader);
            case ARRAY, MAP -> {
                reader.position(from);
                reader.skip();
                packed(reader, from);
            }
            case EXTENSION -> {
                if (time.read(reader)) {
                    out.raw(time.precise());
                } else {
                    packed(reader, from);
                }
            }
            default -> quotedIf(true, reader);
        }
    }

    private void packed(MsgpackReader reader, int from) {
        out.raw("\"msgpack:");
        out.base64(reader.bytes(), from, reader.position());
        out.raw('"');
    }

    private void quotedIf(boolean quoted, MsgpackReader reader) {
        if (quoted) {
            out.raw('"');
        }
        plain(reader);
        if (quoted) {
            out.raw('"');
        }
    }

    private void plain(MsgpackReader reader) {
        switch (reader.type()) {
            case BOOLEAN -> out.raw(reader.bool() ? "true" : "false");
            case INTEGER -> out.raw(Long.toString(reader.integer()));
            case UNSIGNED -> out.raw(Long.toUnsignedString(reader.integer()));
            case FLOAT -> decimal(reader.decimal(), Float.toString((float) reader.decimal()));
            case DOUBLE -> decimal(reader.decimal(), Double.toString(reader.decimal()));
            default -> out.raw("null");
        }
    }

    private void decimal(double value, String text) {
        boolean number = Double.isFinite(value);
        out.raw(number ? text : '"' + text + '"');
    }

    private void text(MsgpackReader reader) {
        out.text(reader.bytes(), reader.start(), end(reader));
    }

    private void binary(MsgpackReader reader) {
        if (Utf8.isValid(reader.bytes(), reader.start(), reader.end())) {
            text(reader);
        } else {
            out.raw('"');
            out.base64(reader.bytes(), reader.start(), end(reader));
            out.raw('"');
        }
    }

    private void extension(MsgpackReader reader) {
        if (time.read(reader)) {
            out.raw(time.precise());
        } else {
            out.raw("{\"extension\":" + reader.extension() + ",\"base64\":\"");
            out.base64(reader.bytes(), reader.start(), end(reader));
            out.raw("\"}");
        }
    }

    /** A cut goes before a character's first byte. */
    private int end(MsgpackReader reader) {
        if (reader.end() - reader.start() <= maxTextBytes) {
            return reader.end();
        }
        int end = reader.start() + maxTextBytes;
        for (int i = 0; i < 3 && (reader.bytes()[end] & 0xc0) == 0x80; i++) {
            end--;
        }
        return end;
    }

    private byte[] joined(Names names) {
        head.clear(maxBytes);
        head.raw('{');
        for (int i = 0; i < names.extras.length; i++) {
            byte[] name = names.free(i);
            if (name.length > 0) {
                if (head.length() > 1) {
                    head.raw(',');
                }
                head.text(name, 0, name.length);
                head.raw(':');
                head.raw(names.extras[i].value);
            }
        }
        if (head.length() > 1 && out.length() > 0) {
            head.raw(',');
        }
        byte[] object = new byte[head.length() + out.length() + 1];
        head.copyTo(object, 0);
        out.copyTo(object, head.length());
        object[object.length - 1] = '}';
        return object;
    }

    /** Which names of the extra members the map has itself. */
    private static final class Names {
        private static final byte[] NONE = {};

        private final Extra[] extras;
        private final boolean[] taken;
        private final boolean[] otherwiseTaken;

        private Names(Extra[] extras) {
            this.extras = extras;
            this.taken = new boolean[extras.length];
            this.otherwiseTaken = new boolean[extras.length];
        }

        private void see(MsgpackReader key) {
            for (int i = 0; i < extras.length; i++) {
                taken[i] |= is(key, extras[i].name);
                otherwiseTaken[i] |= is(key, extras[i].otherwise);
            }
        }

        /** The name to write the extra member by; empty: it is left out. */
        private byte[] free(int extra) {
            return !taken[extra] ? extras[extra].name : otherwiseTaken[extra] ? NONE : extras[extra].otherwise;
        }

        private static boolean is(MsgpackReader key, byte[] name) {
            return Arrays.equals(key.bytes(), key.start(), key.end(), name, 0, name.length);
        }
    }
}
