package io.throughline.standalone.up;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.standalone.UserException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    @Test
    void aTakenPortIsNamedWithItsHolderAndTheSettingThatChangesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String holder = Files.exists(Path.of("/proc/net/tcp"))
                    ? ", process " + ProcessHandle.current().pid()
                    : "";

            assertThatThrownBy(() -> PortCheck.require(taken.getLocalPort(), "embedded.kafka.port"))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " is taken")
                    .hasMessageContaining(holder)
                    .hasMessageContaining("--set embedded.kafka.port=PORT")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void anyPortWillDoWhereNoneWasChosen() {
        assertThatCode(() -> PortCheck.require(0, "api.port")).doesNotThrowAnyException();
    }
}
