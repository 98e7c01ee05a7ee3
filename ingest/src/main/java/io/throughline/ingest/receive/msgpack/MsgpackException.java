package io.throughline.ingest.receive.msgpack;

import java.io.IOException;

/** Bytes that are no MessagePack, break off, or go beyond a limit. The message gives the offset and no content. */
public final class MsgpackException extends IOException {
    private static final long serialVersionUID = 1;

    public MsgpackException(String message) {
        super(message);
    }
}
