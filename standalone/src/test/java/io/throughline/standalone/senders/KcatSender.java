package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** {@code kcat}: plain lines straight into Kafka, without key or headers. */
final class KcatSender implements Sender {

    private String kafka = "";
    private Path folder = Path.of("");

    @Override
    public String name() {
        return "kcat";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.ONCE;
    }

    @Override
    public String missing() {
        return Tool.missing("kcat", "kcat");
    }

    @Override
    public void start(Path folder, Addresses addresses) {
        this.folder = folder;
        this.kafka = addresses.kafka();
    }

    @Override
    public void send(Lines lines) throws IOException, InterruptedException {
        try (Tool kcat = Tool.start(
                folder.resolve(lines.series() + ".out"),
                "kcat",
                "-P",
                "-E",
                "-b",
                kafka,
                "-t",
                "throughline.raw",
                "-X",
                "acks=all",
                "-X",
                "enable.idempotence=true",
                "-X",
                "message.timeout.ms=0",
                "-X",
                "reconnect.backoff.max.ms=1000")) {
            kcat.feed(lines, line -> "time=" + Instant.now() + " level=info msg=" + line);
            kcat.endOfInput();
            assertThat(kcat.awaitEnd(PATIENCE_SECONDS)).as("%s", kcat.said()).isZero();
        }
    }

    @Override
    public void close() {}
}
