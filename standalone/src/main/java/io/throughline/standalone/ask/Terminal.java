package io.throughline.standalone.ask;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the output goes to.
 *
 * @param interactive a person looks at it; otherwise it is a file or another command
 * @param width in columns
 * @param colour whether colours may be used
 * @param unicode whether it shows more than ASCII
 */
record Terminal(boolean interactive, int width, boolean colour, boolean unicode) {
    private static final int PRESET_WIDTH = 120;
    private static final int MIN_WIDTH = 40;
    private static final int MAX_WIDTH = 1_000;

    /** Asks the environment ({@code COLUMNS}, {@code NO_COLOR}, {@code TERM}) and the terminal itself. */
    static Terminal detect(Map<String, String> environment) {
        return of(environment, size(), System.out.charset());
    }

    /**
     * @param size rows and columns; empty where the output is no terminal
     */
    static Terminal of(Map<String, String> environment, String size, Charset charset) {
        boolean interactive = !size.isEmpty();
        // See https://no-color.org: any value that is not empty.
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        String columns = size.substring(size.indexOf(' ') + 1);
        return new Terminal(
                interactive,
                width(environment.getOrDefault("COLUMNS", columns)),
                interactive && !plain,
                charset.equals(StandardCharsets.UTF_8));
    }

    private static int width(String columns) {
        int width = columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : PRESET_WIDTH;
        return Math.clamp(width, MIN_WIDTH, MAX_WIDTH);
    }

    /** Rows and columns; empty where standard output is no terminal. Java cannot tell, so a shell on the same output is asked. */
    private static String size() {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", "test -t 1 && stty size <&1 >&2")
                .redirectOutput(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = shell.start();
            String size = new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0 ? size : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    String bold(String text) {
        return style("1", text);
    }

    String dim(String text) {
        return style("2", text);
    }

    String red(String text) {
        return style("31", text);
    }

    /** The text in the colour of a log level or a severity, as either writes it. */
    String byLevel(String level, String text) {
        return switch (level) {
            case "FATAL", "CRITICAL", "critical" -> style("1;31", text);
            case "ERROR", "high" -> style("31", text);
            case "WARN", "medium" -> style("33", text);
            case "INFO", "low" -> style("32", text);
            default -> dim(text);
        };
    }

    private String style(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
