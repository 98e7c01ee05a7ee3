package io.throughline.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The java of this JVM with the options that both embedded servers run with. */
final class JavaCommand {
    private JavaCommand() {}

    /** @param data the server's folder, where it keeps its temporary files, too */
    static List<String> of(ServerOptions options, Path data) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xms64m");
        command.add("-Xmx" + options.heapBytes());
        // On few cores and small heaps the serial collector needs the least memory and starts the fastest.
        command.add("-XX:+UseSerialGC");
        command.add("-Xshare:auto");
        command.add("-XX:+ExitOnOutOfMemoryError");
        if (options.disposable()) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Djava.awt.headless=true");
        command.add("-Djava.io.tmpdir=" + temporary(data));
        command.add("-XX:ErrorFile=" + data.resolve("hs_err.log"));
        return command;
    }

    private static Path temporary(Path data) {
        try {
            return Files.createDirectories(data.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
