package io.throughline.ingest.receive.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ForwardTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final MemoryIntake intake = new MemoryIntake();

    @TempDir
    static Path folder;

    private static KeyStore receiver;
    private static KeyStore known;
    private static KeyStore stranger;

    @BeforeAll
    static void makeCertificates() throws Exception {
        receiver = identity("receiver");
        known = identity("known");
        stranger = identity("stranger");
    }

    @Test
    void receivesOverTls() throws Exception {
        try (ForwardServer server = ForwardServer.start(config(false), intake);
                Sender sender = sender(server, null)) {
            sender.send(ForwardServerTest.chunk("app", "c1", "one"));
            assertThat(sender.acknowledged()).isEqualTo("c1");
        }
        assertThat(intake.values()).containsExactly(ForwardServerTest.json("app", "one"));
    }

    @Test
    void shakesHandsOverTls() throws Exception {
        ForwardConfig config = ForwardServerTest.config(Map.of(
                "receive.forward.tls.certificate", pem("receiver.crt").toString(),
                "receive.forward.tls.key", pem("receiver.key").toString(),
                "receive.forward.shared-key", "secret"));
        try (ForwardServer server = ForwardServer.start(config, intake);
                Sender sender = sender(server, null)) {
            sender.shakeHands("node-7", "secret", "", "");
            sender.send(ForwardServerTest.chunk("app", "c1", "one"));
            assertThat(sender.acknowledged()).isEqualTo("c1");
        }
        assertThat(intake.chunks().getFirst().origin().host()).isEqualTo("node-7");
    }

    @Test
    void letsInOnlyWhoHasACertificateOfTheAuthority() throws Exception {
        try (ForwardServer server = ForwardServer.start(config(true), intake)) {
            try (Sender sender = sender(server, known)) {
                sender.send(ForwardServerTest.chunk("app", "c1", "one"));
                assertThat(sender.acknowledged()).isEqualTo("c1");
            }
            for (KeyStore wrong : new KeyStore[] {stranger, null}) {
                assertThatThrownBy(() -> {
                            try (Sender sender = sender(server, wrong)) {
                                sender.send(ForwardServerTest.chunk("app", "c2", "two"));
                                sender.acknowledged();
                            }
                        })
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(intake.chunks()).hasSize(1);
    }

    @Test
    void endsAConnectionThatDoesNotSpeakTls() throws Exception {
        try (ForwardServer server = ForwardServer.start(config(false), intake);
                Sender sender = new Sender(server.port())) {
            sender.send(ForwardServerTest.chunk("app", "c1", "one"));
            sender.untilEnd();
            assertThat(intake.chunks()).isEmpty();
        }
    }

    @Test
    void endsAConnectionThatDoesNotFinishTheTlsHandshake() throws Exception {
        ForwardConfig config = ForwardServerTest.config(Map.of(
                "receive.forward.tls.certificate", pem("receiver.crt").toString(),
                "receive.forward.tls.key", pem("receiver.key").toString(),
                "receive.forward.handshake-timeout", "100ms"));
        try (ForwardServer server = ForwardServer.start(config, intake);
                Sender sender = new Sender(server.port())) {
            sender.send(new byte[] {0x16, 3, 1});
            sender.untilEnd();
        }
    }

    @Test
    void saysWhichFileIsMissingOrNoKey() throws IOException {
        Path certificate = pem("receiver.crt");
        Map<String, String> missing = Map.of(
                "receive.forward.tls.certificate", certificate.toString(),
                "receive.forward.tls.key", folder.resolve("missing.key").toString());
        assertThatThrownBy(() -> ForwardServer.start(ForwardServerTest.config(missing), intake))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing.key");
        Map<String, String> noKey = Map.of(
                "receive.forward.tls.certificate", certificate.toString(),
                "receive.forward.tls.key", certificate.toString());
        assertThatThrownBy(() -> ForwardServer.start(ForwardServerTest.config(noKey), intake))
                .isInstanceOf(IOException.class);
    }

    private static ForwardConfig config(boolean mutual) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "receive.forward.tls.certificate", pem("receiver.crt").toString(),
                "receive.forward.tls.key", pem("receiver.key").toString()));
        if (mutual) {
            settings.put("receive.forward.tls.client-ca", pem("known.crt").toString());
        }
        return ForwardServerTest.config(settings);
    }

    private static Path pem(String name) {
        return folder.resolve(name);
    }

    private static Sender sender(ForwardServer server, @Nullable KeyStore identity) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("receiver", receiver.getCertificate("it"));
            trust.init(trusted);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            SSLSocket socket = (SSLSocket)
                    context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port());
            socket.startHandshake();
            return new Sender(socket);
        } catch (GeneralSecurityException e) {
            throw new SSLException(e);
        }
    }

    /** A self-signed certificate, made by the JDK's own tool, as a key store and as PEM files. */
    private static KeyStore identity(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "it",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Certificate certificate = Objects.requireNonNull(keys.getCertificate("it"));
        PrivateKey key = (PrivateKey) Objects.requireNonNull(keys.getKey("it", PASSWORD));
        write(name + ".crt", "CERTIFICATE", certificate.getEncoded());
        write(name + ".key", "PRIVATE KEY", key.getEncoded());
        return keys;
    }

    private static void write(String file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(pem(file), "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
