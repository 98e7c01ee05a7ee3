package io.throughline.standalone.senders;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** {@code logger} of util-linux: RFC 5424 over TCP, with octet counting. It ends when its connection breaks, and is started again. */
final class LoggerSender implements Sender {
    private static final long WITHIN_SECONDS = 60;
    private static final Duration BEFORE_ANOTHER = Duration.ofMillis(200);

    private String port = "";
    private Path folder = Path.of("");

    @Override
    public String name() {
        return "logger";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.NONE;
    }

    @Override
    public String missing() {
        return Tool.missing("logger", "bsdutils");
    }

    @Override
    public void start(Path folder, Addresses addresses) {
        this.folder = folder;
        this.port = String.valueOf(addresses.syslog());
    }

    @Override
    public void send(Lines lines) throws IOException, InterruptedException {
        while (lines.left() > 0) {
            try (Tool logger = start(lines.series())) {
                logger.feed(lines);
                logger.endOfInput();
                logger.awaitEnd(WITHIN_SECONDS);
            } catch (IOException e) {
                // It has ended, and with it went what it was given last.
                LockSupport.parkNanos(BEFORE_ANOTHER.toNanos());
            }
        }
    }

    private Tool start(String series) throws IOException {
        return Tool.start(
                folder.resolve(series + ".out"),
                "logger",
                "--server",
                "127.0.0.1",
                "--port",
                port,
                "--tcp",
                "--octet-count",
                "--rfc5424",
                "--tag",
                "logger");
    }

    @Override
    public void close() {}
}
