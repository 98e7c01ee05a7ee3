package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code curl}: requests of several lines each, repeated as they are until they are answered with success. */
final class CurlSender implements Sender {
    private static final int LINES_OF_A_REQUEST = 500;

    private @Nullable String address;
    private Path folder = Path.of("");

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.ONCE;
    }

    @Override
    public String missing() {
        return Tool.missing("curl", "curl");
    }

    @Override
    public void start(Path folder, Addresses addresses) {
        this.folder = folder;
        this.address = "http://127.0.0.1:" + addresses.http() + "/curl";
    }

    @Override
    public void send(Lines lines) throws IOException, InterruptedException {
        StringBuilder request = new StringBuilder();
        int count = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            request.append("{\"@timestamp\":\"%s\",\"message\":\"%s\"}\n".formatted(Instant.now(), line));
            if (++count == LINES_OF_A_REQUEST) {
                post(request);
                count = 0;
            }
        }
        if (count > 0) {
            post(request);
        }
    }

    private void post(StringBuilder request) throws IOException, InterruptedException {
        Path body = folder.resolve("request.ndjson");
        Files.writeString(body, request);
        request.setLength(0);
        try (Tool curl = Tool.start(
                folder.resolve("curl.out"),
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--retry",
                "300",
                "--retry-delay",
                "1",
                "--retry-all-errors",
                "--max-time",
                "60",
                "--header",
                "Content-Type: application/x-ndjson",
                "--data-binary",
                "@" + body.toAbsolutePath(),
                String.valueOf(address))) {
            assertThat(curl.awaitEnd(PATIENCE_SECONDS)).as("%s", curl.said()).isZero();
        }
    }

    @Override
    public void close() {}
}
