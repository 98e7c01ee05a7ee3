package io.throughline.core.parse;

import java.io.Serializable;

/**
 * A form of line that an operator described, compiled once: an nginx {@code log_format}, an Envoy format string or a grok pattern. A name says
 * what its value means as in any structured record.
 */
public sealed interface CustomFormat extends Serializable permits DelimitedFormat, GrokFormat {
    /** By which a source is told to have this form. */
    String name();

    /** Puts every value; false where the line has another form, and then what was put is worth nothing. */
    boolean read(String line, Fields fields, Draft draft);

    /**
     * A pattern with <code>%{NAME}</code> is grok's.
     *
     * @throws IllegalArgumentException saying what is wrong with the pattern, and at which of its characters, counted from 1
     */
    static CustomFormat compile(String name, String pattern) {
        return GrokFormat.looksLike(pattern)
                ? GrokFormat.compile(name, pattern)
                : DelimitedFormat.compile(name, pattern);
    }
}
