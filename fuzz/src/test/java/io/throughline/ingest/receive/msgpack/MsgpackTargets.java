package io.throughline.ingest.receive.msgpack;

import io.throughline.fuzz.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** MessagePack from strangers. */
public final class MsgpackTargets {
    private static final int MAX_BYTES = 4096;
    private static final MsgpackLimits LIMITS = new MsgpackLimits(1 << 20, 1 << 20, 32);

    private MsgpackTargets() {}

    /** Where a value ends is the same whether it is known beforehand, found in pieces, or found by reading. */
    public static void extent(byte[] bytes) throws IOException {
        int end = new MsgpackExtent(MAX_BYTES).end(bytes, 0, bytes.length);
        Check.that(end <= Math.min(bytes.length, MAX_BYTES), "an end at " + end + " of " + bytes.length);
        MsgpackExtent growing = new MsgpackExtent(MAX_BYTES);
        int to = 0;
        int found = -1;
        for (byte[] piece : Check.pieces(bytes)) {
            to += piece.length;
            found = found < 0 ? growing.end(bytes, 0, to) : found;
        }
        Check.same(end, found, "ends, at once and in pieces,");
        if (end >= 0) {
            MsgpackReader reader = new MsgpackReader(bytes, 0, end, LIMITS);
            reader.skip();
            Check.same(end, reader.position(), "ends, of the extent and the reader,");
            Check.same(
                    -1, new MsgpackExtent(MAX_BYTES).end(bytes, 0, end - 1), "ends of a value without its last byte");
        }
    }

    /** Every value's bytes lie within what was given, and reading them one by one ends where skipping does. */
    public static void reader(byte[] bytes) throws IOException {
        MsgpackReader skipping = new MsgpackReader(bytes, 0, bytes.length, LIMITS);
        MsgpackReader stepping = new MsgpackReader(bytes, 0, bytes.length, LIMITS);
        while (skipping.hasNext()) {
            skipping.skip();
            long pending = 1;
            while (pending > 0) {
                pending += elements(stepping) - 1;
            }
            Check.same(skipping.position(), stepping.position(), "positions, skipping and stepping,");
        }
    }

    private static long elements(MsgpackReader reader) throws IOException {
        MsgpackType peeked = reader.peek();
        MsgpackType type = reader.next();
        Check.same(peeked, type, "types, peeked and read,");
        return switch (type) {
            case TEXT, BINARY, EXTENSION -> {
                boolean within =
                        reader.start() >= 0 && reader.start() <= reader.end() && reader.end() <= reader.position();
                Check.that(within, "a view from " + reader.start() + " to " + reader.end());
                Check.same(reader.end() - reader.start(), reader.content().length, "lengths of a view and its copy");
                yield 0;
            }
            case ARRAY -> reader.count();
            case MAP -> 2L * reader.count();
            default -> 0;
        };
    }

    /** A map is an object of JSON, not longer than it may be, whatever is in the map, and the same when it is made again. */
    public static void json(byte[] bytes) throws IOException {
        MsgpackJson json = new MsgpackJson(32, MAX_BYTES);
        MsgpackReader reader = new MsgpackReader(bytes, 0, bytes.length, LIMITS);
        MsgpackJson.Extra extra = new MsgpackJson.Extra("tag", "fluent.tag", MsgpackJson.quoted(Check.text(bytes)));
        while (reader.hasNext()) {
            int from = reader.position();
            byte[] object = json.object(reader);
            int to = reader.position();
            Check.isObject(object);
            Check.that(object.length <= MAX_BYTES, "an object of " + object.length + " bytes");
            reader.position(from);
            Check.same(object, json.object(reader), "objects of the same bytes");
            Check.same(to, reader.position(), "positions behind the same bytes");
            if (extra.value().length < 1000) {
                reader.position(from);
                byte[] more = json.object(reader, extra);
                Check.isObject(more);
                Check.that(more.length <= MAX_BYTES, "an object of " + more.length + " bytes");
            }
        }
    }

    /** A text reads back as it was, by MessagePack and by JSON. */
    public static void texts(byte[] bytes) throws IOException {
        byte[] packed = new Packing().text(bytes);
        MsgpackReader reader = new MsgpackReader(packed, 0, packed.length, LIMITS);
        Check.same(MsgpackType.TEXT, reader.next(), "types");
        Check.same(bytes, reader.content(), "texts");
        Check.that(!reader.hasNext(), "something behind the text");
        byte[] object = new Packing().mapOf(packed);
        byte[] json = new MsgpackJson(4, 1 << 20).object(new MsgpackReader(object, 0, object.length, LIMITS));
        Check.isObject(json);
        if (Check.isUtf8(bytes)) {
            byte[] expected = ("{\"k\":" + Check.text(MsgpackJson.quoted(Check.text(bytes))) + "}")
                    .getBytes(StandardCharsets.UTF_8);
            Check.same(expected, json, "the text in an object and alone,");
        }
    }

    /** Just enough to write a text and a map around it. */
    private static final class Packing {
        byte[] text(byte[] text) {
            byte[] packed = new byte[text.length + 5];
            packed[0] = (byte) 0xdb;
            for (int i = 0; i < 4; i++) {
                packed[1 + i] = (byte) (text.length >>> (24 - 8 * i));
            }
            System.arraycopy(text, 0, packed, 5, text.length);
            return packed;
        }

        byte[] mapOf(byte[] value) {
            byte[] map = Arrays.copyOf(new byte[] {(byte) 0x81, (byte) 0xa1, 'k'}, value.length + 3);
            System.arraycopy(value, 0, map, 3, value.length);
            return map;
        }
    }
}
