package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code @fluent-org/logger} on Node.js: Forward with acknowledgements. What was not acknowledged in time it puts into a chunk with
 * another name; its records are known again by the names that they have themselves.
 */
final class NodeSender implements Sender {
    /** The tests' own program and the list of what it needs. */
    private static final Path PROGRAM = Path.of("src/test/senders");

    private static final Pattern REPEATED = Pattern.compile("repeated (\\d+)");
    private static final long INSTALL_SECONDS = 120;

    private @Nullable Addresses addresses;
    private Path folder = PROGRAM;
    private long repeated;

    @Override
    public String name() {
        return "node-logger";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.ONCE;
    }

    @Override
    public String missing() {
        String node = Tool.missing("node", "nodejs");
        return node.isEmpty() ? Tool.missing("npm", "npm") : node;
    }

    @Override
    public void start(Path folder, Addresses addresses) throws IOException, InterruptedException {
        this.addresses = addresses;
        this.folder = folder;
        for (String file : new String[] {"package.json", "package-lock.json", "fluent-logger.js"}) {
            Files.copy(PROGRAM.resolve(file), folder.resolve(file));
        }
        try (Tool npm = Tool.start(folder.resolve("npm.out"), "npm", "ci", "--no-audit", "--no-fund")) {
            assertThat(npm.awaitEnd(INSTALL_SECONDS))
                    .as("npm ci: %s", npm.said())
                    .isZero();
        }
    }

    @Override
    public void send(Lines lines) throws IOException, InterruptedException {
        String port = String.valueOf(addresses == null ? 0 : addresses.forward());
        Path output = folder.resolve(lines.series() + ".out");
        try (Tool node = Tool.start(output, "node", "fluent-logger.js", port, lines.series())) {
            node.feed(lines);
            node.endOfInput();
            assertThat(node.awaitEnd(PATIENCE_SECONDS)).as("%s", node.said()).isZero();
            assertThat(node.said()).contains("acknowledged " + lines.count());
            Matcher said = REPEATED.matcher(node.said());
            assertThat(said.find()).isTrue();
            repeated += Long.parseLong(said.group(1));
        }
    }

    @Override
    public long repeated() {
        return repeated;
    }

    @Override
    public void close() {}
}
