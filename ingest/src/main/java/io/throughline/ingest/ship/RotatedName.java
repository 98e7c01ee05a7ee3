package io.throughline.ingest.ship;

import java.nio.file.Path;

/**
 * What a file's name says of its rotation: {@code app.log}, {@code app.log.1}, {@code app.1.log}, {@code app.log-20261122.gz}
 * and {@code app.log.old} are one family.
 *
 * @param family the name without numbers, dates and endings of packers, and its folder
 * @param steps how many such parts it had; 0: the name that is written to
 */
record RotatedName(String family, int steps) {
    private static final int MIN_DATE_DIGITS = 4;

    static RotatedName of(Path path) {
        StringBuilder family = new StringBuilder(String.valueOf(path.getParent())).append('/');
        int steps = 0;
        String name = String.valueOf(path.getFileName());
        int from = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || isSeparator(name.charAt(i))) {
                if (isRotation(name.substring(from, i))) {
                    steps++;
                } else {
                    family.append('.').append(name, from, i);
                }
                from = i + 1;
            }
        }
        return new RotatedName(family.toString(), steps);
    }

    /** Whether a file of this name may be a copy that rotation made of a file of the other name. */
    boolean mayBeCopyOf(RotatedName original) {
        return family.equals(original.family) && steps > original.steps;
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '-' || c == '_' || c == '@';
    }

    /** {@code 1}, {@code 20261122}, {@code 20261122T1200Z}, {@code gz}. */
    private static boolean isRotation(String part) {
        return switch (part) {
            case "gz", "zst", "old", "bak" -> true;
            default -> {
                int digits = 0;
                for (int i = 0; i < part.length(); i++) {
                    digits += Character.isDigit(part.charAt(i)) ? 1 : 0;
                }
                int letters = part.length() - digits;
                boolean dated = digits >= MIN_DATE_DIGITS
                        && part.chars().allMatch(c -> Character.isDigit(c) || "TZt:+".indexOf(c) >= 0);
                yield digits > 0 && (letters == 0 || dated);
            }
        };
    }
}
