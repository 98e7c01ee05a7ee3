package io.throughline.standalone.up;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the main thread stop in order when the process is asked to stop (Ctrl-C, SIGTERM): it is woken from {@link #await}, or
 * interrupted if it is still starting, and the process ends when it has called {@link #done}, or at a time limit.
 */
public final class Stopper {
    private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Thread main;
    private final Progress progress;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean starting = true;

    private Stopper(Thread main, Progress progress) {
        this.main = main;
        this.progress = progress;
    }

    /** From now on the calling thread is the one that is asked to stop. */
    public static Stopper install(Progress progress) {
        Stopper stopper = new Stopper(Thread.currentThread(), progress);
        Runtime.getRuntime().addShutdownHook(new Thread(stopper::stop, "stop"));
        return stopper;
    }

    /** Returns when the process was asked to stop. */
    public void await() throws InterruptedException {
        synchronized (this) {
            starting = false;
        }
        asked.await();
    }

    /** Lets {@link #await} return, for a reason of the program's own. */
    public void wake() {
        asked.countDown();
    }

    /** The main thread has stopped everything, or has nothing to stop. */
    public void done() {
        done.countDown();
    }

    private void stop() {
        if (done.getCount() == 0) {
            return;
        }
        progress.say("stopping ...");
        asked.countDown();
        synchronized (this) {
            if (starting) {
                main.interrupt();
            }
        }
        try {
            if (done.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.say("stopped");
            } else {
                LOG.warn("not everything stopped within {} s", LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
