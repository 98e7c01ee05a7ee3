package io.throughline.standalone.up;

import io.throughline.embedded.Ports;
import io.throughline.standalone.UserException;
import java.time.Duration;

/** Looks whether a port can be had before anything is started on it. */
final class PortCheck {
    /** The processes of a line that was killed a moment ago need an instant to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long PAUSE_MILLIS = 100;

    private PortCheck() {}

    /**
     * @param port 0 is always free
     * @param setting that changes it
     * @throws UserException names the port, who has it, and the setting
     */
    static void require(int port, String setting) {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (port != 0 && !Ports.isFree(port)) {
            if (System.nanoTime() > deadlineNanos) {
                String holder = PortHolder.of(port).map(name -> " by " + name).orElse("");
                throw new UserException("port " + port + " is taken" + holder
                        + "; stop that one, or choose another port" + " with --set " + setting + "=PORT");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted");
        }
    }
}
