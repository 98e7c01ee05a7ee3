package io.throughline.core.rule;

/**
 * Where something stands in a rule file.
 *
 * @param file as the person named it
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
    /** {@code rules/shell.yml:12:9} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
