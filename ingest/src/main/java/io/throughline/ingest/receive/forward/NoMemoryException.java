package io.throughline.ingest.receive.forward;

import java.io.IOException;

/** There is no memory for a frame now; the same frame may be read later. */
final class NoMemoryException extends IOException {
    private static final long serialVersionUID = 1;

    NoMemoryException() {
        super("no memory for a frame");
    }
}
