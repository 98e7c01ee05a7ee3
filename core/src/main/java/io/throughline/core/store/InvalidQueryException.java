package io.throughline.core.store;

/** The asker's fault: the message says what is wrong with the query and goes to them as it is. */
public final class InvalidQueryException extends RuntimeException {
    public InvalidQueryException(String message) {
        super(message);
    }
}
