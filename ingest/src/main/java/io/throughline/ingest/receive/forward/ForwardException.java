package io.throughline.ingest.receive.forward;

import java.io.IOException;

/** A sender that does not keep to the protocol or to the limits. The message says how, without anything that it sent. */
final class ForwardException extends IOException {
    private static final long serialVersionUID = 1;

    ForwardException(String message) {
        super(message);
    }

    ForwardException(String message, Throwable cause) {
        super(message, cause);
    }
}
