package io.throughline.ingest.buffer;

/** The folder of the buffer cannot be used: in one line, for the person who chose it. */
public final class CannotBufferException extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotBufferException(String message) {
        super(message);
    }

    CannotBufferException(String message, Throwable cause) {
        super(message, cause);
    }
}
