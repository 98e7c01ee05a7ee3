package io.throughline.standalone;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code throughline config check}: what is wrong with the settings, all of it at once. */
@Command(name = "config", description = "Look at the settings.", mixinStandardHelpOptions = true)
public final class ConfigCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing subcommand: check");
    }

    @Command(
            name = "check",
            description = "Say what is wrong with the settings, all of it at once.",
            mixinStandardHelpOptions = true)
    void check(@Mixin SettingsOptions options) {
        int settings = options.load().known().size();
        PrintWriter out = spec.commandLine().getOut();
        out.println("the settings are good (" + settings + " known)");
        out.flush();
    }
}
