package io.throughline.standalone;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code throughline bench} is started by the launcher from a module of its own; it stands here for the help. */
@Command(
        name = "bench",
        description = "Run a benchmark; its last line is one JSON object of ratios.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Runnable {
    @Parameters(paramLabel = "ARGUMENT", description = "The benchmark's name, such as line, and its options.")
    private List<String> arguments = List.of();

    @Override
    public void run() {
        throw new UserException(
                "run ./throughline bench " + String.join(" ", arguments) + " in the folder of the sources");
    }
}
