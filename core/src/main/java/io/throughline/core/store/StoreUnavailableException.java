package io.throughline.core.store;

import org.jspecify.annotations.Nullable;

/** The store cannot answer now; the same question may be answered later. */
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
