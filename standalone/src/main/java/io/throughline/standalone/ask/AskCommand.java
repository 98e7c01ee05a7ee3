package io.throughline.standalone.ask;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands that ask the API have in common. Exit status: 0 found, 1 nothing found, 2 not to be answered. */
abstract class AskCommand implements Callable<Integer> {
    static final String EXIT_STATUS = "Exit status: 0 found, 1 nothing found, 2 not to be answered.";

    private static final int NOTHING_FOUND = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs.
    private CommandSpec spec;

    @Mixin
    private AskOptions options = new AskOptions();

    @Override
    public final Integer call() {
        try (ApiClient client = options.client()) {
            ApiClient.Answer answer = ask(client);
            boolean found = answer.found() && found(answer);
            if (options.json()) {
                print(List.of(TerminalText.json(answer.text())));
            } else if (found) {
                print(draw(answer, Terminal.detect(System.getenv())));
            } else {
                say(nothing(client));
            }
            return found ? ExitCode.OK : NOTHING_FOUND;
        }
    }

    abstract ApiClient.Answer ask(ApiClient client);

    abstract boolean found(ApiClient.Answer answer);

    abstract List<String> draw(ApiClient.Answer answer, Terminal terminal);

    /** What to say when nothing was found. */
    abstract String nothing(ApiClient client);

    private void print(List<String> lines) {
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
    }

    /** Remarks go where they are in nobody's way who reads the output. */
    final void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("throughline: " + line);
        err.flush();
    }
}
