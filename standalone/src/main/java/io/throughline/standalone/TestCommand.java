package io.throughline.standalone;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code throughline test} is the launcher script's work, since it builds what it tests; it stands here for the help. */
@Command(
        name = "test",
        description = "Install what the tests need, build everything and run all tests.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Runnable {
    @Parameters(paramLabel = "MAVEN_ARGUMENT", description = "Passed on to Maven, such as -pl core.")
    private List<String> arguments = List.of();

    @Override
    public void run() {
        throw new UserException(
                "run ./throughline test " + String.join(" ", arguments) + " in the folder of the sources");
    }
}
