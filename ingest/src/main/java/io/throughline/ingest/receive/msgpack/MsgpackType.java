package io.throughline.ingest.receive.msgpack;

/** What a value is. */
public enum MsgpackType {
    NIL,
    BOOLEAN,
    INTEGER,
    /** An integer from 2^63 on. */
    UNSIGNED,
    FLOAT,
    DOUBLE,
    TEXT,
    BINARY,
    ARRAY,
    MAP,
    EXTENSION
}
