package io.throughline.ingest.receive.peers;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.throughline.core.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A receiver's certificate, as files in PEM.
 *
 * @param certificate {@code PREFIX.certificate}: the chain
 * @param key {@code PREFIX.key}: its private key, PKCS #8
 * @param clientCa {@code PREFIX.client-ca}: those who sign the senders' certificates, which then must have one; null: any sender is
 *     let in
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {
    /** Null where no certificate is configured. */
    public static @Nullable TlsFiles from(Settings settings, String prefix) {
        Path certificate = path(settings, prefix + ".certificate");
        Path key = path(settings, prefix + ".key");
        Path clientCa = path(settings, prefix + ".client-ca");
        if ((certificate == null) != (key == null)) {
            settings.problem(prefix + ".certificate", "and " + prefix + ".key go together");
        }
        if (clientCa != null && certificate == null) {
            settings.problem(prefix + ".client-ca", "needs " + prefix + ".certificate");
        }
        return certificate == null || key == null ? null : new TlsFiles(certificate, key, clientCa);
    }

    private static @Nullable Path path(Settings settings, String key) {
        String text = settings.optional(key);
        return text == null || text.isBlank()
                ? null
                : Path.of(text).toAbsolutePath().normalize();
    }

    /** @throws IOException the files cannot be read or hold no such thing */
    public SslContext context() throws IOException {
        try (InputStream certificateIn = Files.newInputStream(certificate);
                InputStream keyIn = Files.newInputStream(key)) {
            SslContextBuilder builder = SslContextBuilder.forServer(certificateIn, keyIn)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            if (clientCa != null) {
                try (InputStream authorities = Files.newInputStream(clientCa)) {
                    builder.trustManager(authorities).clientAuth(ClientAuth.REQUIRE);
                }
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the certificate " + certificate + " or its key " + key + " cannot be used: " + e.getMessage(), e);
        }
    }
}
