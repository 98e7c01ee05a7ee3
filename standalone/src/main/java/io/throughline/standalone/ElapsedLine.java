package io.throughline.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Says in a terminal, from the third second on, that a command is still at work. */
final class ElapsedLine implements AutoCloseable {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("elapsed").factory());
    private final PrintWriter err;
    private final long startedNanos = System.nanoTime();
    private boolean shown;

    ElapsedLine(PrintWriter err, String what) {
        this.err = err;
        if (Ansi.AUTO.enabled()) {
            var unused = clock.scheduleAtFixedRate(() -> show(what), 2, 1, TimeUnit.SECONDS);
        }
    }

    private synchronized void show(String what) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
        err.print("\r" + what + ", " + seconds + " s");
        err.flush();
        shown = true;
    }

    /** The next thing printed begins its own line. */
    synchronized void end() {
        clock.shutdownNow();
        if (shown) {
            err.println();
            shown = false;
        }
    }

    @Override
    public void close() {
        end();
    }
}
