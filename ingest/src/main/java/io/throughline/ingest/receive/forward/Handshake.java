package io.throughline.ingest.receive.forward;

import io.throughline.ingest.receive.msgpack.MsgpackException;
import io.throughline.ingest.receive.msgpack.MsgpackLimits;
import io.throughline.ingest.receive.msgpack.MsgpackReader;
import io.throughline.ingest.receive.msgpack.MsgpackType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/**
 * How a sender and this receiver prove to each other that they know the shared key, and the sender a user's password: HELO, PING
 * and PONG of the specification's section "Authentication and Authorization". One per connection.
 */
final class Handshake {
    /** Of a PING; nothing longer is waited for from somebody who proved nothing yet. */
    static final int MAX_BYTES = 16 << 10;

    private static final MsgpackLimits LIMITS = new MsgpackLimits(MAX_BYTES, MAX_BYTES, 4);
    private static final int RANDOM_BYTES = 16;
    private static final int PING_ELEMENTS = 6;
    /** Compared with instead of a password where there is no such user, so that both take the same time. */
    private static final String NO_PASSWORD = "none";

    private final String host;
    private final byte[] sharedKey;
    private final Map<String, String> users;
    private final boolean keepalive;
    /** Hexadecimal digits, which every sender reads right, as text or as binary. */
    private final String nonce;

    private final String authSalt;

    /** @param pong to be sent either way; a sender that is not accepted is then let go */
    record Answer(boolean accepted, String host, byte[] pong, String reason) {}

    Handshake(ForwardConfig config, String sharedKey, SecureRandom random) {
        this.host = config.host();
        this.sharedKey = sharedKey.getBytes(StandardCharsets.UTF_8);
        this.users = config.users();
        this.keepalive = config.keepalive();
        this.nonce = random(random);
        this.authSalt = users.isEmpty() ? "" : random(random);
    }

    byte[] helo() {
        return new Reply()
                .array(2)
                .text("HELO")
                .map(3)
                .text("nonce")
                .text(nonce)
                .text("auth")
                .text(authSalt)
                .text("keepalive")
                .bool(keepalive)
                .bytes();
    }

    /** @throws MsgpackException this is no PING */
    Answer answer(byte[] bytes, int from, int to) throws MsgpackException, ForwardException {
        MsgpackReader ping = new MsgpackReader(bytes, from, to, LIMITS);
        if (ping.next() != MsgpackType.ARRAY || ping.count() != PING_ELEMENTS || !"PING".equals(text(ping))) {
            throw new ForwardException("no PING, but a shared key is asked for");
        }
        byte[] client = content(ping);
        byte[] salt = content(ping);
        byte[] keyDigest = content(ping);
        byte[] user = content(ping);
        byte[] passwordDigest = content(ping);
        byte[] nonceBytes = ascii(nonce);
        boolean knowsKey = MessageDigest.isEqual(keyDigest, hexDigest(salt, client, nonceBytes, sharedKey));
        boolean knowsPassword = users.isEmpty() || knowsPassword(user, passwordDigest);
        if (!knowsKey || !knowsPassword) {
            String reason = knowsKey ? "username/password mismatch" : "shared_key mismatch";
            return new Answer(false, "", pong(false, reason, "", ""), reason);
        }
        String proof = new String(
                hexDigest(salt, host.getBytes(StandardCharsets.UTF_8), nonceBytes, sharedKey),
                StandardCharsets.US_ASCII);
        return new Answer(true, new String(client, StandardCharsets.UTF_8), pong(true, "", host, proof), "");
    }

    private boolean knowsPassword(byte[] user, byte[] digest) {
        String password = users.get(new String(user, StandardCharsets.UTF_8));
        byte[] expected = hexDigest(
                ascii(authSalt), user, (password == null ? NO_PASSWORD : password).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(digest, expected) && password != null;
    }

    private static byte[] pong(boolean accepted, String reason, String host, String digest) {
        return new Reply()
                .array(5)
                .text("PONG")
                .bool(accepted)
                .text(reason)
                .text(host)
                .text(digest)
                .bytes();
    }

    private static String text(MsgpackReader reader) throws MsgpackException, ForwardException {
        return new String(content(reader), StandardCharsets.UTF_8);
    }

    /** Senders differ in what they write as text and what as binary. */
    private static byte[] content(MsgpackReader reader) throws MsgpackException, ForwardException {
        MsgpackType type = reader.next();
        if (type != MsgpackType.TEXT && type != MsgpackType.BINARY) {
            throw new ForwardException("a PING of texts was expected, not of " + type);
        }
        return reader.content();
    }

    private static byte[] hexDigest(byte[]... parts) {
        MessageDigest digest = sha512();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return ascii(HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-512", e);
        }
    }
}
