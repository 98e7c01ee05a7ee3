package io.throughline.testkit.misuse;

import java.util.List;

/** All kinds of misuse. */
public final class Misuses {
    private Misuses() {}

    public static List<Misuse> all() {
        return List.of(new NewEdge());
    }
}
