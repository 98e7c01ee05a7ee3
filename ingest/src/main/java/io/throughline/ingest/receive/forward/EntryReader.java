package io.throughline.ingest.receive.forward;

import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.msgpack.EventTime;
import io.throughline.ingest.receive.msgpack.MsgpackException;
import io.throughline.ingest.receive.msgpack.MsgpackJson;
import io.throughline.ingest.receive.msgpack.MsgpackJson.Extra;
import io.throughline.ingest.receive.msgpack.MsgpackLimits;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.MsgpackType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes JSON objects of a frame's entries, in the form that Fluent Bit's output for Kafka writes: {@code @timestamp}, {@code tag},
 * the record's own members. An entry is {@code [time, record]} or, from Fluent Bit since 2.1, {@code [[time, metadata], record]};
 * metadata that is not empty becomes {@code fluent.metadata}. Where Fluent Bit groups entries, the group's first one says what all of
 * them have in common, which becomes {@code fluent.group} of each.
 *
 * <p>A time that cannot be read is left out: this receiver's clock would give a record another time whenever it is sent again.
 */
final class EntryReader {
    /** What stands before and behind a group, in the place of a time's seconds: -1 and -2 in 32 bits. */
    private static final long GROUP_START = 0xffff_ffffL;

    private static final long GROUP_END = 0xffff_fffeL;

    /** Of metadata and of what a group has in common: they go into every record. */
    private static final int MAX_COMMON_BYTES = 16 << 10;

    /** What a list and an array cost beside the bytes in them, roughly. */
    private static final int VALUE_OVERHEAD_BYTES = 32;

    private static final Extra TIMESTAMP = new Extra("@timestamp", "", new byte[0]);
    private static final Extra METADATA = new Extra("fluent.metadata", "", new byte[0]);
    private static final Extra GROUP = new Extra("fluent.group", "", new byte[0]);

    private final MsgpackJson records = new MsgpackJson(MsgpackLimits.DEFAULTS.maxDepth(), Chunk.MAX_RECORD_BYTES);
    private final MsgpackJson common = new MsgpackJson(MsgpackLimits.DEFAULTS.maxDepth(), MAX_COMMON_BYTES);
    private final EventTime time = new EventTime();
    private final long maxBytes;

    private List<byte[]> values = List.of();
    private Extra tag = new Extra("tag", "fluent.tag", new byte[0]);
    private byte @Nullable [] group;
    private byte @Nullable [] metadata;
    private byte @Nullable [] timestamp;
    private long marker;
    private long bytes;
    private int found;
    private FrameMemory memory = FrameMemory.unbounded();

    /** @param maxBytes of all values of a frame together */
    EntryReader(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Begins a frame. */
    void begin(String tagOfAll, FrameMemory memoryOfFrame) {
        memory = memoryOfFrame;
        tag = tag.withValue(MsgpackJson.quoted(tagOfAll));
        values = new ArrayList<>();
        group = null;
        bytes = 0;
        found = 0;
    }

    List<byte[]> values() {
        return values;
    }

    /** Entries read, with those that only begin or end a group. */
    int found() {
        return found;
    }

    /** The next value is an entry. */
    void entry(MsgpackReader reader) throws IOException {
        if (reader.next() != MsgpackType.ARRAY || reader.count() != 2) {
            throw new ForwardException("an entry must be an array of time and record");
        }
        timeAndRecord(reader);
    }

    /** The next two values are an entry's time and record. */
    void timeAndRecord(MsgpackReader reader) throws IOException {
        metadata = null;
        if (reader.peek() == MsgpackType.ARRAY) {
            reader.next();
            if (reader.count() != 2) {
                throw new ForwardException("an entry's head must be an array of time and metadata");
            }
            time(reader);
            metadata = commonOf(reader);
        } else {
            time(reader);
            marker = 0;
        }
        found++;
        if (marker == GROUP_START) {
            group = commonOf(reader);
        } else if (marker == GROUP_END) {
            group = null;
            reader.skip();
        } else {
            add(records.object(reader, extras()));
        }
    }

    private void add(byte[] value) throws IOException {
        bytes += value.length + VALUE_OVERHEAD_BYTES;
        if (bytes > maxBytes) {
            throw new ForwardException("records that are more than " + maxBytes + " bytes of JSON");
        }
        memory.take(value.length + VALUE_OVERHEAD_BYTES);
        values.add(value);
    }

    private Extra[] extras() {
        List<Extra> extras = new ArrayList<>(4);
        if (timestamp != null) {
            extras.add(TIMESTAMP.withValue(timestamp));
        }
        extras.add(tag);
        if (metadata != null) {
            extras.add(METADATA.withValue(metadata));
        }
        if (group != null) {
            extras.add(GROUP.withValue(group));
        }
        return extras.toArray(Extra[]::new);
    }

    private void time(MsgpackReader reader) throws MsgpackException {
        int from = reader.position();
        timestamp = null;
        marker = 0;
        switch (reader.next()) {
            case INTEGER -> timestamp = time.set(reader.integer(), 0) ? time.wholeSecond() : null;
            case FLOAT, DOUBLE -> timestamp = seconds(reader.decimal());
            case EXTENSION -> {
                if (time.read(reader)) {
                    timestamp = time.precise();
                    marker = reader.extension() == EventTime.FORWARD ? time.seconds() : 0;
                }
            }
            case ARRAY, MAP -> {
                reader.position(from);
                reader.skip();
            }
            default -> {}
        }
    }

    /** Seconds with a fraction, as some loggers send them: to the microsecond, which is what a double holds. */
    private byte @Nullable [] seconds(double decimal) {
        if (!Double.isFinite(decimal)) {
            return null;
        }
        double whole = Math.floor(decimal);
        long micros = Math.round((decimal - whole) * 1e6);
        return time.set((long) whole + micros / 1_000_000, micros % 1_000_000 * 1000) ? time.precise() : null;
    }

    /** Null where it is no map or has no members. */
    private byte @Nullable [] commonOf(MsgpackReader reader) throws MsgpackException {
        int from = reader.position();
        MsgpackType type = reader.next();
        boolean members = type == MsgpackType.MAP && reader.count() > 0;
        reader.position(from);
        if (members) {
            return common.object(reader);
        }
        reader.skip();
        return null;
    }
}
