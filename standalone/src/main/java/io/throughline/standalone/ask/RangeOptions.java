package io.throughline.standalone.ask;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The time asked about; the API reads and checks it. */
final class RangeOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "An instant such as 2026-11-22T10:00:00Z, or relative: now-15m, now-7d.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Likewise. Default: now.")
    private @Nullable String to;

    ApiClient.Question question() {
        return new ApiClient.Question().with("from", from).with("to", to);
    }

    /** Tells someone who found nothing where else to look. */
    String hint() {
        return from == null ? " in so short a time; ask for more with --from now-7d" : " in that time";
    }
}
