package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Docker's own {@code fluentd} log driver, with acknowledgements, in an engine of the test's own without any network. The driver
 * sends one message after the other and waits for each to be acknowledged, so there are several containers.
 */
final class DockerSender implements Sender {
    private static final int CONTAINERS = 20;
    private static final Duration START = Duration.ofSeconds(60);

    /** What runs in a container: as many lines as it is told, at the pace that it is told, and then nothing until it is stopped. */
    private static final String SCRIPT = """
            n=$2
            while [ $n -lt $3 ]; do
              printf '%s.%06d\\n' $1 $n
              n=$((n+1))
              [ $((n % 50)) -ne 0 ] || usleep $4
            done
            sleep 100000
            """;

    private Path folder = Path.of("");
    private int forwardPort;
    private String missing = "";
    private @Nullable Tool engine;
    private final List<Tool> containers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.ONCE;
    }

    @Override
    public String missing() {
        if (!missing.isEmpty()) {
            return missing;
        }
        String engine = Tool.missing("dockerd", "docker.io");
        if (!engine.isEmpty()) {
            return engine;
        }
        if (!Files.isExecutable(Path.of("/bin/busybox")) && !Files.isExecutable(Path.of("/usr/bin/busybox"))) {
            return "busybox is missing (Debian: apt-get install busybox-static)";
        }
        return "root".equals(System.getProperty("user.name")) ? "" : "an engine of the test's own needs root";
    }

    @Override
    public void start(Path folder, Addresses addresses) throws IOException, InterruptedException {
        this.folder = folder;
        this.forwardPort = addresses.forward();
        Path said = folder.resolve("dockerd.out");
        Tool started = Tool.start(
                said,
                "dockerd",
                "--data-root=" + folder.resolve("root"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=" + socket(),
                "--storage-driver=vfs",
                "--bridge=none",
                "--iptables=false",
                "--ip-forward=false",
                "--ip-masq=false");
        engine = started;
        await("dockerd")
                .atMost(START)
                .until(() -> !started.alive() || started.said().contains("API listen on"));
        missing = started.alive() ? importImage() : "dockerd does not run here: " + lastLine(started.said());
    }

    private String socket() {
        return "unix://" + folder.resolve("engine.sock");
    }

    private static String lastLine(String said) {
        return said.strip().substring(said.strip().lastIndexOf('\n') + 1);
    }

    /** @return why a container cannot run here; empty when it can */
    private String importImage() throws IOException, InterruptedException {
        Path files = folder.resolve("image");
        Path programs = Files.createDirectories(files.resolve("bin"));
        Path shell = programs.resolve("sh");
        Path busybox = Path.of("/bin/busybox");
        Files.copy(Files.isExecutable(busybox) ? busybox : Path.of("/usr/bin/busybox"), shell);
        Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String applet : List.of("printf", "usleep", "sleep", "true")) {
            Files.createSymbolicLink(programs.resolve(applet), Path.of("sh"));
        }
        Path archive = folder.resolve("image.tar");
        run("tar", "-C", files.toString(), "-cf", archive.toString(), ".");
        run("docker", "--host", socket(), "import", archive.toString(), "lines");
        try (Tool tried = Tool.start(
                folder.resolve("try.out"),
                "docker",
                "--host",
                socket(),
                "run",
                "--rm",
                "--network=none",
                "lines",
                "/bin/sh",
                "-c",
                "true")) {
            return tried.awaitEnd(START.toSeconds()) == 0
                    ? ""
                    : "dockerd runs no container here: " + lastLine(tried.said());
        }
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        try (Tool tool = Tool.start(folder.resolve("commands.out"), program, arguments)) {
            assertThat(tool.awaitEnd(START.toSeconds())).as("%s", tool.said()).isZero();
        }
    }

    @Override
    public void send(Lines lines) throws IOException {
        int each = lines.count() / CONTAINERS;
        long pauseMicros = (long) (50 * 1e6 * lines.within().toMillis() / 1000.0 / each);
        for (int container = 0; container < CONTAINERS; container++) {
            int last = container == CONTAINERS - 1 ? lines.count() : (container + 1) * each;
            String name = lines.series() + "-" + container;
            names.add(name);
            containers.add(Tool.start(
                    folder.resolve(name + ".out"),
                    "docker",
                    "--host",
                    socket(),
                    "run",
                    "--rm",
                    "--network=none",
                    "--name=" + name,
                    "--log-driver=fluentd",
                    "--log-opt=fluentd-address=127.0.0.1:" + forwardPort,
                    "--log-opt=fluentd-request-ack=true",
                    "--log-opt=fluentd-async=true",
                    "--log-opt=fluentd-retry-wait=500ms",
                    "--log-opt=fluentd-sub-second-precision=true",
                    "--log-opt=tag=docker",
                    "lines",
                    "/bin/sh",
                    "-c",
                    SCRIPT,
                    "sh",
                    lines.series(),
                    String.valueOf(container * each),
                    String.valueOf(last),
                    String.format(Locale.ROOT, "%d", pauseMicros)));
        }
        // Docker's own copy of what they say, which it makes as they say it.
        await("all lines of the containers")
                .atMost(Duration.ofSeconds(PATIENCE_SECONDS).plus(lines.within()))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> said(lines.series()) == lines.count());
    }

    private long said(String series) throws IOException {
        long count = 0;
        for (int container = 0; container < CONTAINERS; container++) {
            count += Files.readString(folder.resolve(series + "-" + container + ".out"))
                    .lines()
                    .filter(line -> line.startsWith(series + "."))
                    .count();
        }
        return count;
    }

    private String[] killing() {
        List<String> arguments = new ArrayList<>(List.of("--host", socket(), "kill"));
        arguments.addAll(names);
        return arguments.toArray(String[]::new);
    }

    @Override
    public void close() throws IOException {
        Tool running = engine;
        if (running == null || !running.alive()) {
            return;
        }
        // Else they would live on without their engine.
        try (Tool stop = Tool.start(folder.resolve("commands.out"), "docker", killing())) {
            stop.awaitEnd(START.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            containers.forEach(Tool::close);
            running.close();
        }
    }
}
