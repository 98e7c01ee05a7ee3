package io.throughline.stream.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetuidCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "chmod 4755 /tmp/sh",
                "chmod 06755 /tmp/sh",
                "/bin/chmod -R 2770 /srv",
                "chmod u+s /tmp/sh",
                "chmod a=rx,u+rwxs /tmp/sh",
                "chmod +s f",
                "sh -c \"cp /bin/sh /tmp; chmod g+s /tmp/sh\"",
                "setcap cap_setuid+ep /tmp/python",
            })
    void knowsCommandsThatGiveRights(String command) {
        assertThat(SetuidCommand.is(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chmod 755 /tmp/sh",
                "chmod 0755 /srv/4755",
                "chmod 1777 /tmp",
                "chmod u-s /tmp/sh",
                "chmod o+s /tmp/sh",
                "chmod +x scripts",
                "echo chmodding u+s",
                "chmod",
            })
    void letsOrdinaryOnesPass(String command) {
        assertThat(SetuidCommand.is(command)).isFalse();
    }
}
