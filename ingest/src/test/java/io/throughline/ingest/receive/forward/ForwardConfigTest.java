package io.throughline.ingest.receive.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.core.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForwardConfigTest {
    @Test
    void listensOnTheProtocolsPortOfThisHostOnly() {
        ForwardConfig config = ForwardConfig.from(new Settings(Map.of()));
        assertThat(config.address()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(24224);
        assertThat(config.limits().frameBytes()).isEqualTo(16 << 20);
        assertThat(config.secured()).isFalse();
    }

    @Test
    void readsUsersWhosePasswordsHaveColons() {
        ForwardConfig config = config(Map.of("shared-key", "k", "users", "ann:a:b, bob:two"));
        assertThat(config.users()).containsExactlyInAnyOrderEntriesOf(Map.of("ann", "a:b", "bob", "two"));
    }

    @Test
    void saysWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> config(Map.of("users", "ann:one"))).hasMessageContaining("receive.forward.shared-key");
        assertThatThrownBy(() -> config(Map.of("shared-key", " "))).hasMessageContaining("may not be empty");
        assertThatThrownBy(() -> config(Map.of("tls.key", "k.pem"))).hasMessageContaining("go together");
        assertThatThrownBy(() -> config(Map.of("tls.client-ca", "ca.pem"))).hasMessageContaining("needs");
    }

    @Test
    void neverPrintsSecrets() {
        assertThat(config(Map.of("shared-key", "hush", "users", "ann:quiet")).toString())
                .doesNotContain("hush")
                .doesNotContain("quiet");
        assertThatThrownBy(() -> config(Map.of("shared-key", "hush", "users", "ann:quiet,nonsense")))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("name:password")
                .message()
                .doesNotContain("quiet")
                .doesNotContain("nonsense");
    }

    private static ForwardConfig config(Map<String, String> settings) {
        Settings all = new Settings(Map.of());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            all = all.with(Map.of("receive.forward." + setting.getKey(), setting.getValue()));
        }
        ForwardConfig config = ForwardConfig.from(all);
        all.verify();
        return config;
    }
}
