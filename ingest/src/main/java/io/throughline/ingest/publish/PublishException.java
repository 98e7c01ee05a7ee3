package io.throughline.ingest.publish;

/** Kafka will not take records from this sender until somebody changes something: rights, credentials, a topic's name. */
public final class PublishException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PublishException(String message, Throwable cause) {
        super(message, cause);
    }
}
