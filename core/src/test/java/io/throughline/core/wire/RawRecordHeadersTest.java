package io.throughline.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawRecordHeadersTest {
    private static final Origin FULL =
            new Origin("node-1", "orders", "c0ffee", "orders-1", "shop/orders:1", "shop", "/var/log/\"ä\".log", "hops");

    @Test
    void decodesWhatItEncoded() throws IOException {
        assertThat(RawRecordHeaders.decode(RawRecordHeaders.encode(FULL))).isEqualTo(FULL);
        assertThat(RawRecordHeaders.decode(RawRecordHeaders.encode(Origin.ofHost("node-1"))))
                .isEqualTo(Origin.ofHost("node-1"));
    }

    @Test
    void writesTheSameBytesForTheSameOrigin() {
        assertThat(RawRecordHeaders.encode(FULL)).isEqualTo(RawRecordHeaders.encode(FULL));
        assertThat(RawRecordHeaders.encode(Origin.ofHost("node-1"))).isEqualTo(utf8("{\"host\":\"node-1\"}"));
    }

    @Test
    void passesOverWhatANewerShipperSays() throws IOException {
        assertThat(RawRecordHeaders.decode(
                        utf8("{\"zone\":{\"host\":\"no\"},\"n\":[1,2],\"host\":\"node-1\",\"v\":2}")))
                .isEqualTo(Origin.ofHost("node-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "\"host\"", "{}", "{\"host\":\" \"}", "{\"host\":1}", "{\"host\":\"a\""})
    void refusesWhatIsNoOrigin(String json) {
        assertThatThrownBy(() -> RawRecordHeaders.decode(utf8(json))).isInstanceOf(IOException.class);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
