package io.throughline.ingest.receive.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A raw connection that says anything and tells how it ended. */
final class Wire implements AutoCloseable {
    private static final int WAIT_MILLIS = 15_000;
    private static final InetAddress RECEIVER = address(1);
    private static final InetAddress STRANGER = address(2);

    private final Socket socket = new Socket();

    private Wire(InetAddress from, int port) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(WAIT_MILLIS);
        socket.connect(new InetSocketAddress(RECEIVER, port), WAIT_MILLIS);
    }

    /** From an address that is not the neighbours'. */
    static Wire stranger(int port) throws IOException {
        return new Wire(STRANGER, port);
    }

    static Wire neighbour(int port) throws IOException {
        return new Wire(RECEIVER, port);
    }

    /** Sends as much as the other side takes. */
    Wire send(byte[]... parts) {
        try {
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
        } catch (IOException e) {
            // The receiver has closed already, which the ending tells.
            return this;
        }
        return this;
    }

    Wire send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    Wire end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    /** {@code closed}; the status of an answer over HTTP; {@code answered} for any other; {@code open} where nothing came. */
    String ending() throws IOException {
        byte[] head = new byte[12];
        int length = 0;
        try {
            while (length < head.length) {
                int read = socket.getInputStream().read(head, length, head.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
                if (head[0] != 'H') {
                    return "answered";
                }
            }
        } catch (SocketTimeoutException e) {
            return "open";
        } catch (IOException e) {
            // Reset: closed while more was on its way.
            return length == head.length ? status(head) : "closed";
        }
        return length == head.length ? status(head) : "closed";
    }

    private static String status(byte[] head) {
        return new String(Arrays.copyOfRange(head, 9, 12), StandardCharsets.US_ASCII);
    }

    /** Reads what is answered until the other side closes. */
    String closing() throws IOException {
        try {
            byte[] bytes = new byte[8192];
            while (true) {
                if (socket.getInputStream().read(bytes) < 0) {
                    return "closed";
                }
            }
        } catch (SocketTimeoutException e) {
            return "open";
        } catch (IOException e) {
            return "closed";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
