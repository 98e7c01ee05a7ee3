package io.throughline.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.mask.MaskConfig;
import io.throughline.core.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingPublishersTest {
    private static final String BODY = "MIIEowIBAAKCAQEA7bq2b0Zk3mJ4n1xq8T5c9yWd6fGh2jKl";

    private final MaskingPublishers masks = new MaskingPublishers(MaskConfig.DEFAULTS);
    private final List<String> sent = new ArrayList<>();
    private final List<Long> safe = new ArrayList<>();
    private boolean full;

    @Test
    void masksWhatItHandsOnAndKeepsTheOffset() {
        SourcePublisher publisher = publisher();
        assertThat(send(publisher, 7, "password=hunter2")).isTrue();
        assertThat(sent).containsExactly("7 password=[masked:password]");
        assertThat(masks.spoken()).isEqualTo(Map.of("password", 1L));
    }

    @Test
    void isSafeOnlyUpToAPrivateKeyWhoseEndDidNotCome() {
        SourcePublisher publisher = publisher();
        send(publisher, 0, "before");
        send(publisher, 10, "-----BEGIN " + "PRIVATE KEY-----");
        send(publisher, 20, BODY);
        send(publisher, 30, "-----END " + "PRIVATE KEY-----");
        assertThat(safe).containsExactly(10L, 10L, 10L, 40L);

        SourcePublisher afterARestart = publisher();
        send(afterARestart, 10, "-----BEGIN " + "PRIVATE KEY-----");
        send(afterARestart, 20, BODY);
        assertThat(sent).contains("20 [masked:pem-private-key]").noneMatch(value -> value.contains(BODY));
    }

    @Test
    void countsARecordOnceThatIsHandedOverAgain() {
        SourcePublisher publisher = publisher();
        full = true;
        assertThat(send(publisher, 0, "password=hunter2")).isFalse();
        full = false;
        assertThat(send(publisher, 0, "password=hunter2")).isTrue();
        assertThat(sent).hasSize(1);
        assertThat(masks.spoken()).isEqualTo(Map.of("password", 1L));
    }

    private SourcePublisher publisher() {
        return masks.before((source, origin, offset) -> new Recorder()).source("a", Origin.ofHost("node-1"), 0);
    }

    private static boolean send(SourcePublisher publisher, long offset, String value) {
        byte[] bytes = value.getBytes(UTF_8);
        return publisher.send(offset, bytes, bytes.length, offset + 10);
    }

    private final class Recorder implements SourcePublisher {
        @Override
        public boolean send(long offset, byte[] value, int length, long safeOffsetBehind) {
            if (full) {
                return false;
            }
            assertThat(length).isEqualTo(value.length);
            sent.add(offset + " " + new String(value, UTF_8));
            safe.add(safeOffsetBehind);
            return true;
        }

        @Override
        public long safeOffset() {
            return 0;
        }

        @Override
        public long pending() {
            return 0;
        }
    }
}
