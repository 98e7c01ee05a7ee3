package io.throughline.testkit.misuse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One kind of misuse. An implementation says in its comment what is gross of it and what subtle. */
public interface Misuse {
    /** Its name, such as {@code new-edge}. */
    String behaviour();

    /** The rules whose alerts say that it was this: an alert of any of them that shows one of the wrong records has found it. */
    Set<String> rules();

    /**
     * What the job must be told of this traffic to find it, by setting; a list may hold several, separated by commas.
     *
     * @param folder for files that settings name
     */
    default Map<String, String> settings(Traffic traffic, Path folder) throws IOException {
        return Map.of();
    }

    /**
     * Does it once.
     *
     * @return empty where the traffic has nothing left that it could be done to
     */
    Optional<Injection> inject(Scene scene, Strength strength);
}
