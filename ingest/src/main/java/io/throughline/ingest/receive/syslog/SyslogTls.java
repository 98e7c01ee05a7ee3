package io.throughline.ingest.receive.syslog;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The operator's certificate and key, for syslog over TLS (RFC 5425). */
final class SyslogTls {
    private SyslogTls() {}

    /**
     * Null where no certificate is configured.
     *
     * @throws IOException the files cannot be read or hold no such thing
     */
    static @Nullable SslContext context(SyslogConfig config) throws IOException {
        Path certificate = config.tlsCertificate();
        Path key = config.tlsKey();
        if (certificate == null || key == null) {
            return null;
        }
        try (InputStream certificateIn = Files.newInputStream(certificate);
                InputStream keyIn = Files.newInputStream(key)) {
            SslContextBuilder builder = SslContextBuilder.forServer(certificateIn, keyIn)
                    .sslProvider(SslProvider.JDK)
                    .protocols("TLSv1.3", "TLSv1.2");
            return withClients(builder, config.tlsClients()).build();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "no certificate and key for syslog in " + certificate + " and " + key + ": " + e.getMessage(), e);
        }
    }

    private static SslContextBuilder withClients(SslContextBuilder builder, @Nullable Path authorities)
            throws IOException {
        if (authorities == null) {
            return builder;
        }
        try (InputStream in = Files.newInputStream(authorities)) {
            return builder.trustManager(in).clientAuth(ClientAuth.REQUIRE);
        }
    }
}
