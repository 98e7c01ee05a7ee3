package io.throughline.ingest.receive.forward;

import io.throughline.ingest.receive.msgpack.MsgpackExtent;
import io.throughline.ingest.receive.msgpack.MsgpackLimits;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.Packer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A sender that says what a test wants it to say, right or wrong. */
final class Sender implements AutoCloseable {
    private static final int WAIT_MILLIS = 20_000;
    private static final int MAX_ANSWER_BYTES = 4096;

    private final Socket socket;
    private byte[] read = new byte[0];

    Sender(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    Sender(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(WAIT_MILLIS);
        socket.setTcpNoDelay(true);
    }

    Sender send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Sender send(Packer packer) throws IOException {
        return send(packer.bytes());
    }

    /** The next answer, from its first value on. */
    MsgpackReader answer() throws IOException {
        MsgpackExtent extent = new MsgpackExtent(MAX_ANSWER_BYTES);
        InputStream in = socket.getInputStream();
        while (true) {
            int end = extent.end(read, 0, read.length);
            if (end >= 0) {
                byte[] answer = Arrays.copyOf(read, end);
                read = Arrays.copyOfRange(read, end, read.length);
                return new MsgpackReader(answer, 0, end, MsgpackLimits.DEFAULTS);
            }
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the receiver ended the connection");
            }
            read = Arrays.copyOf(read, read.length + 1);
            read[read.length - 1] = (byte) next;
        }
    }

    /** The chunk that the next answer acknowledges. */
    String acknowledged() throws IOException {
        MsgpackReader answer = answer();
        answer.next();
        answer.next();
        if (!answer.text().equals("ack")) {
            throw new IOException("no acknowledgement but " + answer.text());
        }
        answer.next();
        return answer.text();
    }

    /** Waits until the receiver ends the connection; false where it says something before. */
    boolean ended() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            // Ended while there was something on its way to it.
            return true;
        }
    }

    /** Waits until the receiver ends the connection, whatever it says before. */
    void untilEnd() throws IOException {
        while (!ended()) {
            // Such as TLS' own word of the end.
        }
    }

    /** Answers a HELO and gives the PONG. */
    MsgpackReader shakeHands(String host, String key, String user, String password) throws IOException {
        MsgpackReader helo = answer();
        helo.next();
        helo.next();
        helo.next();
        helo.next();
        helo.next();
        String nonce = helo.text();
        helo.next();
        helo.next();
        String auth = helo.text();
        send(new Packer()
                .array(6)
                .text("PING")
                .text(host)
                .binary("salt".getBytes(StandardCharsets.UTF_8))
                .text(sha512("salt" + host + nonce + key))
                .text(user)
                .text(user.isEmpty() ? "" : sha512(auth + user + password)));
        lastProof = sha512("salt" + "receiver" + nonce + key);
        return answer();
    }

    private String lastProof = "";

    /** What a receiver named "receiver" must prove itself by. */
    String expectedProof() {
        return lastProof;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static String sha512(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
