package io.throughline.embedded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerStartIT {
    @TempDir
    Path folder;

    @Test
    void aServerThatCannotStartSaysWhyInOneLineAndWhereItsLogIs() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ServerOptions options = ServerOptions.forTests().withPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(folder, options))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("in use")
                    .hasMessageContaining(folder.resolve("server.log").toString())
                    .hasMessageNotContaining("\n");
        }
    }
}
