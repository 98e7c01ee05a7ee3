package io.throughline.fuzz;

import java.util.Arrays;
import java.util.List;

/** Where Jazzer comes in: {@code -Dfuzz.target=NAME} names a target; without it the first byte of the input chooses one. */
public final class JazzerTarget {
    private static final String ONLY = System.getProperty("fuzz.target", "");
    private static final List<String> NAMES = Targets.names();

    private JazzerTarget() {}

    /** Called by Jazzer, which knows it by its name. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        if (!ONLY.isEmpty()) {
            Targets.feed(ONLY, bytes);
        } else if (bytes.length > 0) {
            Targets.feed(NAMES.get((bytes[0] & 0xff) % NAMES.size()), Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }
}
