package io.throughline.stream.analyze;

import java.util.Comparator;

/**
 * One line of a result file on its way to being sorted.
 *
 * @param key orders the file's lines, and is the same for versions of one thing
 * @param version of several lines with one key, the one with the highest version stays
 * @param json without a line break, UTF-8
 */
record ResultLine(String key, long version, byte[] json) {
    static final Comparator<ResultLine> ORDER = Comparator.comparing(ResultLine::key)
            .thenComparing(Comparator.comparingLong(ResultLine::version).reversed());
}
