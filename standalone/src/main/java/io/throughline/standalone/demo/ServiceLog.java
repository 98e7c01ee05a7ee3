package io.throughline.standalone.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A service's own log: its style, written to its container's output. */
final class ServiceLog implements AutoCloseable {
    private final LogStyle style;
    private final DockerLog output;
    private final Clock clock;

    ServiceLog(LogStyle style, DockerLog output, Clock clock) {
        this.style = style;
        this.output = output;
        this.clock = clock;
    }

    void call(Call call) throws IOException {
        output.write(style.call(call), "stdout", now());
    }

    void note(String level, String logger, String message, @Nullable TraceContext span) throws IOException {
        Instant now = now();
        output.write(style.note(now, level, logger, message, span), level.equals("ERROR") ? "stderr" : "stdout", now);
    }

    Instant now() {
        return clock.instant();
    }

    long lines() {
        return output.lines();
    }

    DockerLog output() {
        return output;
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
