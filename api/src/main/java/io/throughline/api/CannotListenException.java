package io.throughline.api;

/** The API's address cannot be listened on; the message is one line for the person who chose the address. */
public final class CannotListenException extends RuntimeException {
    public CannotListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
