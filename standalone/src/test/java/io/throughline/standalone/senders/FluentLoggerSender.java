package io.throughline.standalone.senders;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.fluentd.logger.FluentLogger;

/** {@code org.fluentd:fluent-logger}: Forward without acknowledgements. */
final class FluentLoggerSender implements Sender {
    private static final int TIMEOUT_MILLIS = 3_000;
    private static final int BUFFER_BYTES = 32 << 20;

    private FluentLogger logger;

    @SuppressWarnings("NullAway.Init") // start sets it.
    FluentLoggerSender() {}

    @Override
    public String name() {
        return "fluent-logger";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.NONE;
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public void start(Path folder, Addresses addresses) {
        logger = FluentLogger.getLogger("java", "127.0.0.1", addresses.forward(), TIMEOUT_MILLIS, BUFFER_BYTES);
    }

    @Override
    public void send(Lines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            // False: its buffer is full.
            while (!logger.log(lines.series(), Map.of("log", line), System.currentTimeMillis() / 1000)) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        logger.flush();
    }

    /** When writing its buffer fails in the middle, it writes all of it again. */
    @Override
    public boolean repeatsUnknowingly() {
        return true;
    }

    @Override
    public void close() {
        logger.close();
    }
}
