package io.throughline.standalone.senders;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks a web server for one path after the other over one connection, some at a time. */
final class Requests {
    private static final byte[] ANSWER = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);
    private static final int AT_ONCE = 20;

    private Requests() {}

    /** Every line as a path. */
    static void send(int port, Lines lines) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            List<String> batch = new ArrayList<>();
            for (String line = lines.next(); line != null; line = lines.next()) {
                batch.add(line);
                if (batch.size() == AT_ONCE) {
                    ask(socket, in, batch);
                }
            }
            ask(socket, in, batch);
        }
    }

    private static void ask(Socket socket, InputStream in, List<String> batch) throws IOException {
        StringBuilder requests = new StringBuilder();
        for (String line : batch) {
            requests.append("GET /").append(line).append(" HTTP/1.1\r\nHost: shop\r\n\r\n");
        }
        socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
        for (int answer = 0; answer < batch.size(); answer++) {
            readAnswer(in);
        }
        batch.clear();
    }

    /** Bodies are empty, or do not have what an answer begins with. */
    private static void readAnswer(InputStream in) throws IOException {
        for (int matched = 0; matched < ANSWER.length; ) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the web server has closed the connection");
            }
            if (next == ANSWER[matched]) {
                matched++;
            } else {
                matched = next == ANSWER[0] ? 1 : 0;
            }
        }
    }
}
