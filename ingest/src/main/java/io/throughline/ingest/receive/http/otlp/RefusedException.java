package io.throughline.ingest.receive.http.otlp;

/** One record that cannot be taken, while the others can. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
