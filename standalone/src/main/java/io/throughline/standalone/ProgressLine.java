package io.throughline.standalone;

import io.throughline.ingest.ship.ShipProgress;
import java.io.PrintWriter;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows how far {@code ship} is: one line that is written over in a terminal, a log line now and then elsewhere. */
final class ProgressLine {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);
    private static final long TERMINAL_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long LOG_NANOS = Duration.ofSeconds(30).toNanos();

    private final PrintWriter err;
    private final boolean terminal;
    private long shownNanos = System.nanoTime();
    private long shownRecords;
    private int width;

    ProgressLine(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    void show(ShipProgress progress) {
        long now = System.nanoTime();
        if (now - shownNanos < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
            return;
        }
        double perSecond = (progress.records() - shownRecords) * 1e9 / (now - shownNanos);
        shownNanos = now;
        shownRecords = progress.records();
        String words = "%,d files, %,d records (%,.0f/s), %,d refused, %,d bytes behind"
                .formatted(progress.files(), progress.records(), perSecond, progress.rejected(), progress.lagBytes());
        if (terminal) {
            err.print("\r" + words + " ".repeat(Math.max(0, width - words.length())));
            err.flush();
            width = words.length();
        } else {
            LOG.info("{}", words);
        }
    }

    /** The next thing printed begins its own line. */
    void end() {
        if (width > 0) {
            err.println();
            err.flush();
        }
    }
}
