package io.throughline.embedded;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the built server modules: below {@code -Dthroughline.home}, else below the nearest parent folder with {@code mvnw}. */
final class ServerHome {
    private ServerHome() {}

    /**
     * The {@code target} folder of a server module.
     *
     * @throws ServerStartException when the module is not built
     */
    static Path target(String module) {
        Path target = root().resolve("standalone").resolve(module).resolve("target");
        if (!Files.isDirectory(target.resolve("lib")) || !Files.isDirectory(target.resolve("classes"))) {
            throw new ServerStartException(
                    target + " is not built: run ./mvnw -q -pl standalone/" + module + " package");
        }
        return target;
    }

    /** Classes and libraries of a server module, as the java launcher takes them. */
    static String classPath(Path target) {
        return target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*";
    }

    private static Path root() {
        String home = System.getProperty("throughline.home");
        if (home != null) {
            return Path.of(home).toAbsolutePath();
        }
        @Nullable Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new ServerStartException("the folder of Throughline is not known: set -Dthroughline.home");
        }
        return folder;
    }
}
