package io.throughline.ingest.receive.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.ingest.publish.MaskingIntake;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the socket to the intake, with secrets that segments divide. */
class MaskedSyslogTest {
    private final MemoryIntake intake = new MemoryIntake();

    @Test
    void masksASecretThatIsSplitAtEveryByte() throws IOException {
        String message =
                "<13>1 - web1 app - - - log in with password=\"hunt\\\"er2\" gh" + "p_" + "aZ3kQ9mT7x".repeat(4) + "\n";
        Settings settings = new Settings(Map.of("receive.syslog.port", "0"));
        try (SyslogServer server =
                SyslogServer.start(SyslogConfig.from(settings), new MaskingIntake(intake, MaskConfig.DEFAULTS))) {
            for (int at = 1; at < message.length(); at++) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                    socket.setTcpNoDelay(true);
                    socket.getOutputStream().write(message.substring(0, at).getBytes(UTF_8));
                    socket.getOutputStream().flush();
                    socket.getOutputStream().write(message.substring(at).getBytes(UTF_8));
                }
            }
            await().until(() -> intake.messages().size() == message.length() - 1);
        }
        assertThat(intake.messages()).containsOnly("log in with password=\"[masked:password]\" [masked:github-pat]");
    }
}
