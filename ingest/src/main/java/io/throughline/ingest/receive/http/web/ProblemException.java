package io.throughline.ingest.receive.http.web;

/** Ends a request with a problem; the message goes to the sender as its detail. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemCode code;

    public ProblemException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
    }

    public ProblemException(ProblemCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** A record that cannot be read, by its number within the request, from 1. */
    public static ProblemException record(int number, String what) {
        return new ProblemException(ProblemCode.INVALID_RECORD, "record " + number + " " + what);
    }

    public static ProblemException tooLarge(String detail) {
        return new ProblemException(ProblemCode.TOO_LARGE, detail);
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
