package io.throughline.api.web;

import java.util.List;

/** Ends a request with a problem; the message goes to the asker as its detail. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final transient List<Problem.Place> places;

    public ProblemException(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    /** @param places where in what was sent */
    public ProblemException(ProblemCode code, String detail, List<Problem.Place> places) {
        super(detail);
        this.code = code;
        this.places = List.copyOf(places);
    }

    public List<Problem.Place> places() {
        return places;
    }

    public ProblemCode code() {
        return code;
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(ProblemCode.NOT_FOUND, detail);
    }
}
