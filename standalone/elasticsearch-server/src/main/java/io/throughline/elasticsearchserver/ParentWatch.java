package io.throughline.elasticsearchserver;

import java.io.IOException;

/**
 * Ends this JVM when the process that started it is gone, however it went: the read end of the pipe on standard input is then
 * closed by the operating system. (Each server module carries its own copy, since its class path is the server's and nothing else.)
 */
final class ParentWatch {
    private ParentWatch() {}

    /** Also makes an error that ends the calling thread end the JVM: the server's other threads would keep it, serving nothing. */
    static void start() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        Thread watch = new Thread(ParentWatch::haltAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // What the parent writes does not matter, only that it is there.
            }
        } catch (IOException e) {
            System.err.println("standard input cannot be read, so the parent is taken for gone: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }
}
