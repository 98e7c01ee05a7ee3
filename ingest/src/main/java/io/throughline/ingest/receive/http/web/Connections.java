package io.throughline.ingest.receive.http.web;

import io.throughline.ingest.receive.peers.Complaints;
import io.throughline.ingest.receive.peers.ConnectionLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port's connections: so many of one address, and none whose headers take for ever. Jetty has times for connections that stand
 * still; one that sends a byte a second never does.
 */
final class Connections implements Connection.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ConnectionLimits limits;
    private final Duration headersWithin;
    private final Complaints complaints = new Complaints(LOG::warn, System::nanoTime);
    private final Map<Connection, InetAddress> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watching;

    Connections(String name, ReceiveLimits limits) {
        this.limits = new ConnectionLimits(limits.maxConnections(), limits.maxConnectionsOfPeer());
        this.headersWithin = limits.headersWithin();
        this.watching = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name + "-connections").factory());
        long everyMillis = Math.clamp(headersWithin.toMillis() / 4, 5, 1000);
        var unused = watching.scheduleWithFixedDelay(this::look, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onOpened(Connection connection) {
        if (!(connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address)) {
            return;
        }
        String refusal = limits.enter(address.getAddress());
        if (refusal == null) {
            open.put(connection, address.getAddress());
        } else {
            complaints.tell(address.getAddress().getHostAddress(), "refused, as " + refusal);
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        InetAddress address = open.remove(connection);
        if (address != null) {
            limits.leave(address);
        }
    }

    private void look() {
        long now = System.nanoTime();
        open.forEach((connection, address) -> {
            if (connection instanceof HttpConnection http && isLate(http.getParser(), now)) {
                complaints.tell(address.getHostAddress(), "headers took longer than " + headersWithin);
                connection.getEndPoint().close();
            }
        });
    }

    /** The parser is another thread's: what is read here may be old by some nanoseconds, and the next look will see it. */
    private boolean isLate(HttpParser parser, long now) {
        // From the first byte of the request line to the end of the headers.
        boolean within = parser.inHeaderState() && !parser.isState(HttpParser.State.START);
        return within && now - parser.getBeginNanoTime() > headersWithin.toNanos();
    }

    @Override
    public void close() {
        watching.shutdownNow();
        complaints.flush();
    }
}
