package io.throughline.embedded;

/**
 * How an embedded server runs.
 *
 * @param port TCP port on loopback; 0 chooses a free one
 * @param heapBytes the most heap the server's JVM may use, in bytes
 * @param restart whether the server is started again, on the same data and port, when its process dies
 * @param disposable whether its data are of no further use: it starts faster and is killed instead of shut down
 */
public record ServerOptions(int port, long heapBytes, boolean restart, boolean disposable) {
    private static final long TEST_HEAP_BYTES = 384L << 20;

    public ServerOptions {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /** A free port, small, for data that nobody needs afterwards. */
    public static ServerOptions forTests() {
        return new ServerOptions(0, TEST_HEAP_BYTES, false, true);
    }

    /** Minded: restarted when it dies, shut down in order. */
    public static ServerOptions lasting(int port, long heapBytes) {
        return new ServerOptions(port, heapBytes, true, false);
    }

    public ServerOptions withPort(int other) {
        return new ServerOptions(other, heapBytes, restart, disposable);
    }

    public ServerOptions withHeapBytes(long other) {
        return new ServerOptions(port, other, restart, disposable);
    }

    public ServerOptions withRestart(boolean other) {
        return new ServerOptions(port, heapBytes, other, disposable);
    }
}
