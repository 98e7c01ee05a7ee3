package io.throughline.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One embedded server in a JVM of its own. The server ends when its standard input does, so it cannot outlive this JVM; it says
 * {@code READY address} on standard output once it serves, and everything else it prints goes to a bounded file.
 */
final class ServerProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
    private static final String READY = "READY ";
    private static final Path SHELL = Path.of("/bin/sh");
    private static final long LOG_BYTES = 8L << 20;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** A server that served this long is taken for healthy: its next restart is quick again. */
    private static final Duration STABLE = Duration.ofSeconds(30);

    private final String name;
    private final List<String> command;
    private final Path folder;
    private final boolean restart;
    private final boolean disposable;
    private final BoundedLog log;
    private final Thread minder;
    private final CompletableFuture<String> firstReady = new CompletableFuture<>();

    private volatile Process process;
    private volatile boolean up;
    private volatile boolean closing;
    private volatile int restarts;
    private volatile String detail = "starting";

    private ServerProcess(String name, List<String> command, Path folder, ServerOptions options) throws IOException {
        this.name = name;
        this.command = List.copyOf(command);
        this.folder = folder;
        this.restart = options.restart();
        this.disposable = options.disposable();
        this.log = new BoundedLog(folder.resolve("server.log"), LOG_BYTES);
        this.process = spawn();
        this.minder = new Thread(this::mind, "mind-" + name);
        this.minder.setDaemon(true);
    }

    /**
     * Starts the server and waits until it serves.
     *
     * @param folder its data folder, made when missing; its log is {@code server.log} in there
     * @throws ServerStartException when it ends before it serves, or takes too long
     */
    static ServerProcess start(String name, List<String> command, Path folder, ServerOptions options) {
        ServerProcess server;
        try {
            Files.createDirectories(folder);
            server = new ServerProcess(name, command, folder, options);
        } catch (IOException e) {
            throw new ServerStartException(name + " cannot be started in " + folder + ": " + e, e);
        }
        server.minder.start();
        try {
            server.firstReady.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return server;
        } catch (ExecutionException e) {
            server.close();
            throw e.getCause() instanceof ServerStartException cause
                    ? cause
                    : new ServerStartException(name + " cannot be started: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            server.close();
            throw new ServerStartException(
                    name + " does not serve after " + START_LIMIT.toSeconds() + " s, see " + server.log.file(), e);
        } catch (InterruptedException e) {
            server.close();
            Thread.currentThread().interrupt();
            throw new ServerStartException(name + " was interrupted while it started", e);
        }
    }

    ServerStatus status() {
        Process current = process;
        return new ServerStatus(name, up, detail, current.isAlive() ? current.pid() : 0, restarts);
    }

    /** Kills the server's process as {@code kill -9} does. What minds it then does what it does for any death. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        Process current;
        synchronized (this) {
            closing = true;
            current = process;
        }
        up = false;
        detail = "stopped";
        minder.interrupt();
        if (disposable) {
            current.destroyForcibly();
        } else {
            current.destroy();
        }
        try {
            if (!current.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} does not stop, so it is killed", name);
                current.destroyForcibly();
            }
            minder.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("the log of {} cannot be closed", name, e);
        }
    }

    private Process spawn() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(deafToInterrupt(command))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        // glibc would keep an arena of freed memory per thread.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /**
     * Ctrl-C reaches every process of the terminal, but it is for the parent to stop its servers, after what still writes to them. A
     * JVM leaves an interrupt ignored that was ignored when it began.
     */
    private static List<String> deafToInterrupt(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT; exec \"$0\" \"$@\""));
        whole.addAll(command);
        return whole;
    }

    /** Follows the process and its successors until {@link #close}. */
    private void mind() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long startedNanos = System.nanoTime();
            int status = follow(process);
            up = false;
            if (closing) {
                return;
            }
            detail = ended(status);
            if (!firstReady.isDone()) {
                firstReady.completeExceptionally(new ServerStartException(detail + reason()));
                return;
            }
            if (!restart) {
                LOG.error("{}", detail);
                return;
            }
            if (Duration.ofNanos(System.nanoTime() - startedNanos).compareTo(STABLE) > 0) {
                pause = FIRST_PAUSE;
            }
            LOG.warn("{}; starting it again in {} ms", detail, pause.toMillis());
            if (!again(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Reads the server's output until its process has ended; returns its exit status. */
    private int follow(Process current) {
        try (BufferedReader output = current.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                if (line.startsWith(READY)) {
                    detail = "serves at " + line.substring(READY.length());
                    up = !closing;
                    LOG.info("{} {}", name, detail);
                    firstReady.complete(line.substring(READY.length()));
                } else {
                    log.line(line);
                }
                line = output.readLine();
            }
        } catch (IOException e) {
            LOG.debug("the output of {} ended early", name, e);
        }
        return exitStatus(current);
    }

    private int exitStatus(Process current) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return current.waitFor();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether the next process was started; false when the server was closed meanwhile. */
    private boolean again(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            synchronized (this) {
                if (closing) {
                    return false;
                }
                process = spawn();
                restarts++;
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started again", e);
        }
    }

    private String ended(int status) {
        return String.format(Locale.ROOT, "%s ended with status %d", name, status);
    }

    /** The innermost cause that a Java program prints when it fails. */
    private String reason() {
        List<String> lines = log.lastLines();
        String cause = last(lines, "Caused by: ");
        return ": " + (cause.isEmpty() ? last(lines, "Exception") : cause) + ", see " + log.file();
    }

    private static String last(List<String> lines, String mark) {
        return lines.reversed().stream()
                .filter(line -> line.contains(mark))
                .findFirst()
                .map(line -> line.strip().replaceFirst("^Caused by: ", ""))
                .orElse("");
    }
}
