package io.throughline.stream.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.wire.RawRecordHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RawRecordDeserializerTest {
    private static final Origin SHOP = new Origin("host-1", "shop", null, "shop-1", "shop:1.2", null, "/x.log", null);
    private static final byte[] LINE = bytes("a line");

    private final RawRecordDeserializer deserializer = new RawRecordDeserializer();
    private final List<RawRecord> read = new ArrayList<>();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] offset(long offset) {
        return ByteBuffer.allocate(8).putLong(offset).array();
    }

    private static ConsumerRecord<byte[], byte[]> message(@Nullable String key, byte[] value) {
        return new ConsumerRecord<>("raw", 3, 77, key == null ? null : bytes(key), value);
    }

    private static ConsumerRecord<byte[], byte[]> message(String key, long offset, byte[] origin) {
        ConsumerRecord<byte[], byte[]> message = message(key, LINE);
        message.headers().add(RawRecordHeaders.OFFSET, offset(offset)).add(RawRecordHeaders.ORIGIN, origin);
        return message;
    }

    @SafeVarargs
    @SuppressWarnings("NullAway") // Flink's context is of no use to it.
    private List<RawRecord> deserialize(ConsumerRecord<byte[], byte[]>... messages) {
        deserializer.open(null);
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            deserializer.deserialize(message, new ListCollector<>(read));
        }
        return read;
    }

    @Test
    void readsWhatTheShipperWrote() {
        assertThat(deserialize(message("file-a", 12, RawRecordHeaders.encode(SHOP))))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.source()).isEqualTo("file-a");
                    assertThat(record.offset()).isEqualTo(12);
                    assertThat(record.origin()).isEqualTo(SHOP);
                    assertThat(record.value()).isEqualTo(LINE);
                    assertThat(record.cut()).isFalse();
                });
    }

    @Test
    void keepsSendersApartThatTakeTurnsOrChangeTheirOrigin() {
        Origin other = Origin.ofHost("host-2");
        byte[] one = RawRecordHeaders.encode(SHOP);
        byte[] two = RawRecordHeaders.encode(other);

        assertThat(deserialize(message("a", 0, one), message("b", 0, two), message("a", 9, one), message("a", 18, two)))
                .extracting(RawRecord::source, RawRecord::origin)
                .containsExactly(tuple("a", SHOP), tuple("b", other), tuple("a", SHOP), tuple("a", other));
    }

    @Test
    void knowsThatARecordWasCut() {
        ConsumerRecord<byte[], byte[]> message = message("a", 0, RawRecordHeaders.encode(SHOP));
        message.headers()
                .add(
                        RawRecordHeaders.LENGTH,
                        ByteBuffer.allocate(4).putInt(50_000_000).array());

        assertThat(deserialize(message)).singleElement().satisfies(record -> {
            assertThat(record.cut()).isTrue();
            assertThat(record.length()).isEqualTo(50_000_000);
        });
    }

    @Test
    void takesTheTopicAsTheSourceOfWhatSomebodyElseWrote() {
        assertThat(deserialize(
                        message(null, LINE),
                        message("key", LINE),
                        message("key", 5, bytes("no origin")),
                        message("key", -5, RawRecordHeaders.encode(SHOP))))
                .hasSize(4)
                .allSatisfy(record -> {
                    assertThat(record.source()).isEqualTo("kafka:raw-3");
                    assertThat(record.offset()).isEqualTo(77);
                    assertThat(record.origin()).isEqualTo(Origin.ofHost("unknown"));
                });
    }

    @Test
    void takesARecordWithoutAValueAsAnEmptyOne() {
        ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("raw", 3, 77, bytes("key"), null);

        assertThat(deserialize(tombstone))
                .singleElement()
                .satisfies(record -> assertThat(record.value()).isEmpty());
    }
}
