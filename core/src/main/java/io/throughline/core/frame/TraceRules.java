package io.throughline.core.frame;

import org.jspecify.annotations.Nullable;

/**
 * Tells of one stream's lines, one after the other, which of them go on with the message before: a small machine whose state is
 * what the last line was. Depends on the lines alone, so that a file gives the same messages whenever it is read.
 */
final class TraceRules {
    private enum State {
        /** Nothing that could go on. */
        NONE,
        /** A line of a log behind which a trace may come. */
        FAILURE,
        /** An exception's name, or frames. */
        TRACE,
        PYTHON,
        /** Behind the exception's name, which ends a Python trace. */
        PYTHON_ENDED,
        GO,
        /** The line of a source file, above the exception. */
        NODE
    }

    private final Multiline multiline;
    private State state = State.NONE;

    TraceRules(Multiline multiline) {
        this.multiline = multiline;
    }

    /** Takes the stream's next line: whether it goes on with the message before, as far as the text tells. */
    boolean continues(byte[] bytes, int from, int to, boolean escaped) {
        if (multiline.hasStart()) {
            return !multiline.starts(bytes, from, to);
        }
        if (!multiline.traces()) {
            return false;
        }
        TraceLine.Kind kind = TraceLine.of(bytes, from, to, escaped);
        State next = next(kind);
        state = next == null ? begin(kind, bytes, from, to, escaped) : next;
        return next != null;
    }

    /** Whether the line that was taken last may be followed by one that goes on with it. */
    boolean mayGoOn() {
        return multiline.hasStart() || state != State.NONE;
    }

    /** A new message begins, whatever comes. */
    void reset() {
        state = State.NONE;
    }

    private static State begin(TraceLine.Kind kind, byte[] bytes, int from, int to, boolean escaped) {
        return switch (kind) {
            case FAILURE -> State.FAILURE;
            case EXCEPTION, LINK -> State.TRACE;
            case PYTHON -> State.PYTHON;
            case GO, GOROUTINE -> State.GO;
            case NODE -> State.NODE;
            // Frames whose head is not here stay together.
            case INDENTED -> TraceLine.isFrame(bytes, from, to, escaped) ? State.TRACE : State.NONE;
            default -> State.NONE;
        };
    }

    /** The state behind a line that goes on; null where it does not. */
    private @Nullable State next(TraceLine.Kind kind) {
        return switch (state) {
            case FAILURE ->
                switch (kind) {
                    case INDENTED -> State.FAILURE;
                    case EXCEPTION, LINK -> State.TRACE;
                    case PYTHON -> State.PYTHON;
                    case GOROUTINE -> State.GO;
                    default -> null;
                };
            case TRACE ->
                switch (kind) {
                    case INDENTED, LINK, BLANK, NODE_END -> State.TRACE;
                    default -> null;
                };
            case PYTHON ->
                switch (kind) {
                    case INDENTED, BLANK, PYTHON, PYTHON_LINK -> State.PYTHON;
                    case EXCEPTION, OTHER -> State.PYTHON_ENDED;
                    default -> null;
                };
            case PYTHON_ENDED ->
                switch (kind) {
                    case BLANK, INDENTED -> State.PYTHON_ENDED;
                    case PYTHON_LINK -> State.PYTHON;
                    default -> null;
                };
            case GO ->
                switch (kind) {
                    case INDENTED, BLANK, GOROUTINE, GO_CALL -> State.GO;
                    default -> null;
                };
            case NODE ->
                switch (kind) {
                    case INDENTED, BLANK -> State.NODE;
                    case EXCEPTION -> State.TRACE;
                    default -> null;
                };
            case NONE -> null;
        };
    }
}
