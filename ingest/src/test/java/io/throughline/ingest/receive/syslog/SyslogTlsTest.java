package io.throughline.ingest.receive.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.throughline.core.config.Settings;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SyslogTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final MemoryIntake intake = new MemoryIntake();

    @TempDir
    Path folder;

    private KeyStore keys;

    SyslogTlsTest() throws GeneralSecurityException {
        keys = KeyStore.getInstance("PKCS12");
    }

    @BeforeEach
    void makeACertificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "syslog",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        Files.writeString(
                folder.resolve("certificate.pem"),
                pem("CERTIFICATE", keys.getCertificate("syslog").getEncoded()));
        Files.writeString(
                folder.resolve("key.pem"),
                pem("PRIVATE KEY", keys.getKey("syslog", PASSWORD).getEncoded()));
    }

    @Test
    void receivesOverTls() throws Exception {
        try (SyslogServer server = start(Map.of())) {
            try (Socket socket = client(false).getSocketFactory().createSocket("127.0.0.1", server.tlsPort())) {
                for (String part : List.of("10 <13>se", "cret<13>line\n")) {
                    socket.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                }
                await().until(() -> intake.messages().size() == 2);
            }
            assertThat(intake.messages()).containsExactly("secret", "line");
            assertThat(intake.chunks().getFirst().source()).isEqualTo("syslog:127.0.0.1");
        }
    }

    @Test
    void closesAConnectionThatSpeaksNoTlsAndGoesOn() throws Exception {
        try (SyslogServer server = start(Map.of())) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.tlsPort())) {
                plain.getOutputStream().write("<13>open\n<13>words\n".getBytes(StandardCharsets.US_ASCII));
                while (plain.getInputStream().read() >= 0) {
                    // The server's alert.
                }
            }
            try (Socket socket = client(false).getSocketFactory().createSocket("127.0.0.1", server.tlsPort())) {
                socket.getOutputStream().write("<13>secret\n".getBytes(StandardCharsets.US_ASCII));
                await().until(() -> intake.messages().size() == 1);
            }
            assertThat(intake.messages()).containsExactly("secret");
        }
    }

    @Test
    void letsInOnlySendersWithACertificateWhereThatIsAskedFor() throws Exception {
        String clients = folder.resolve("certificate.pem").toString();
        try (SyslogServer server = start(Map.of("receive.syslog.tls.client-ca", clients))) {
            try (Socket stranger = client(false).getSocketFactory().createSocket("127.0.0.1", server.tlsPort())) {
                stranger.setSoTimeout(10_000);
                assertThatThrownBy(() -> {
                            stranger.getOutputStream().write("<13>stranger\n".getBytes(StandardCharsets.US_ASCII));
                            int end = stranger.getInputStream().read();
                            throw new AssertionError("let in, and then " + end);
                        })
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
            try (Socket known = client(true).getSocketFactory().createSocket("127.0.0.1", server.tlsPort())) {
                known.getOutputStream().write("<13>known\n".getBytes(StandardCharsets.US_ASCII));
                await().until(() -> !intake.messages().isEmpty());
            }
            assertThat(intake.messages()).containsExactly("known");
        }
    }

    @Test
    void saysWhichFileIsNoCertificate() throws IOException {
        Files.writeString(folder.resolve("key.pem"), "no key");

        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.resolve("key.pem").toString());
    }

    private SyslogServer start(Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "receive.syslog.port",
                "0",
                "receive.syslog.tls.port",
                "0",
                "receive.syslog.tls.certificate",
                folder.resolve("certificate.pem").toString(),
                "receive.syslog.tls.key",
                folder.resolve("key.pem").toString()));
        all.putAll(settings);
        return SyslogServer.start(SyslogConfig.from(new Settings(all)), intake);
    }

    /** Trusts the server's certificate; has it itself, where asked for. */
    private SSLContext client(boolean withCertificate) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("syslog"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(withCertificate ? own.getKeyManagers() : null, trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
