package io.throughline.core.store;

/** The store cannot answer now; the same question may be answered later. */
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
