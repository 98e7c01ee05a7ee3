package io.throughline.api.web;

/** Ends a request with a problem; the message goes to the asker as its detail. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;

    public ProblemException(ProblemCode code, String detail) {
        super(detail);
        this.code = code;
    }

    public ProblemCode code() {
        return code;
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(ProblemCode.NOT_FOUND, detail);
    }
}
