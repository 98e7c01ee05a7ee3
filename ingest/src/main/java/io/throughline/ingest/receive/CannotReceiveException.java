package io.throughline.ingest.receive;

/** A receiver's address cannot be listened on; the message is one line for the person who chose the address. */
public final class CannotReceiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotReceiveException(String message, Throwable cause) {
        super(message, cause);
    }
}
