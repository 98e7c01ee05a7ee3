package io.throughline.ingest.receive.msgpack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.ingest.receive.msgpack.MsgpackJson.Extra;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MsgpackJsonTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final MsgpackJson json = new MsgpackJson(64, 1 << 20);

    @Test
    void writesEveryType() throws MsgpackException {
        assertThat(value(new Packer().nil())).isEqualTo("null");
        assertThat(value(new Packer().bool(true))).isEqualTo("true");
        assertThat(value(new Packer().bool(false))).isEqualTo("false");
        assertThat(value(new Packer().integer(Long.MIN_VALUE))).isEqualTo("-9223372036854775808");
        assertThat(value(new Packer().raw(0xcf).raw(longs(-1)))).isEqualTo("18446744073709551615");
        assertThat(value(new Packer().decimal(0.1))).isEqualTo("0.1");
        assertThat(value(new Packer().raw(0xca).raw(new byte[] {0x3d, (byte) 0xcc, (byte) 0xcc, (byte) 0xcd})))
                .isEqualTo("0.1");
        assertThat(value(new Packer().text("say \"hi\"\\\n\t\r\u0001\u007f \u00e9\u20ac\ud83d\ude00")))
                .isEqualTo("\"say \\\"hi\\\"\\\\\\n\\t\\r\\u0001\u007f \u00e9\u20ac\ud83d\ude00\"");
        assertThat(value(new Packer().array(3).integer(1).array(0).map(0))).isEqualTo("[1,[],{}]");
        assertThat(value(new Packer().map(2).text("a").integer(1).text("b").nil()))
                .isEqualTo("{\"a\":1,\"b\":null}");
    }

    @Test
    void writesWhatJsonDoesNotKnowAsText() throws MsgpackException {
        assertThat(value(new Packer().decimal(Double.NaN))).isEqualTo("\"NaN\"");
        assertThat(value(new Packer().decimal(Double.NEGATIVE_INFINITY))).isEqualTo("\"-Infinity\"");
        assertThat(value(new Packer().binary("text".getBytes(UTF_8)))).isEqualTo("\"text\"");
        assertThat(value(new Packer().binary(new byte[] {(byte) 0xff, 0, 1}))).isEqualTo("\"/wAB\"");
        assertThat(value(new Packer().extension(5, new byte[] {1, 2, 3})))
                .isEqualTo("{\"extension\":5,\"base64\":\"AQID\"}");
    }

    @Test
    void writesInstants() throws MsgpackException {
        String time = "\"2026-03-01T10:00:00.000000042Z\"";
        long second = 1_772_359_200L;
        assertThat(value(new Packer().eventTime(second, 42))).isEqualTo(time);
        assertThat(value(new Packer().extension(0, longs(second << 32 | 42)))).isEqualTo(time);
        assertThat(value(new Packer().extension(-1, longs(42L << 34 | second)))).isEqualTo(time);
        assertThat(value(new Packer()
                        .extension(
                                -1,
                                ByteBuffer.allocate(12)
                                        .putInt(42)
                                        .putLong(second)
                                        .array())))
                .isEqualTo(time);
        assertThat(value(new Packer()
                        .extension(
                                -1, ByteBuffer.allocate(4).putInt((int) second).array())))
                .isEqualTo("\"2026-03-01T10:00:00.000000000Z\"");
        assertThat(value(new Packer().eventTime(0xffff_ffffL, 999_999_999)))
                .isEqualTo("\"2106-02-07T06:28:15.999999999Z\"");
        assertThat(value(new Packer().eventTime(second, 1_000_000_000))).startsWith("{\"extension\":0,");
        assertThat(value(new Packer().extension(-1, new byte[12]).raw(new byte[0])))
                .isEqualTo("\"1970-01-01T00:00:00.000000000Z\"");
    }

    @Test
    void makesTextOfKeysThatAreNone() throws MsgpackException {
        assertThat(object(new Packer().map(1).integer(-7).nil())).isEqualTo("{\"-7\":null}");
        assertThat(object(new Packer().map(1).nil().nil())).isEqualTo("{\"null\":null}");
        assertThat(object(new Packer().map(1).bool(true).nil())).isEqualTo("{\"true\":null}");
        assertThat(object(new Packer().map(1).decimal(1.5).nil())).isEqualTo("{\"1.5\":null}");
        assertThat(object(new Packer().map(1).decimal(Double.NaN).nil())).isEqualTo("{\"NaN\":null}");
        assertThat(object(new Packer().map(1).binary(new byte[] {(byte) 0x80}).nil()))
                .isEqualTo("{\"gA==\":null}");
        assertThat(object(new Packer().map(1).array(1).integer(1).nil())).isEqualTo("{\"msgpack:kQE=\":null}");
        assertThat(object(new Packer().map(1).eventTime(0, 5).nil()))
                .isEqualTo("{\"1970-01-01T00:00:00.000000005Z\":null}");
    }

    @Test
    void replacesWhatIsNoUtf8AsJavaDoes() throws IOException {
        Random random = new Random(7);
        int[] octets = {'a', 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0x9f, 0xef, 0xf0, 0x90, 0xf4, 0x8f, 0xf5, '"'};
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(9)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) octets[random.nextInt(octets.length)];
            }
            JsonNode read = JACKSON.readTree(value(new Packer().text(bytes)).getBytes(UTF_8));
            assertThat(read.textValue()).isEqualTo(new String(bytes, UTF_8));
        }
    }

    /** Java's own decoder takes the three bytes of a surrogate for one mistake, the Unicode standard for three. */
    @Test
    void replacesEachByteOfASurrogate() throws MsgpackException {
        assertThat(value(new Packer().text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80, 'a'})))
                .isEqualTo("\"\ufffd\ufffd\ufffda\"");
    }

    @Test
    void putsExtraMembersFirstAndLetsTheMapsOwnWin() throws MsgpackException {
        Extra time = new Extra("@timestamp", "", "\"T\"".getBytes(UTF_8));
        Extra tag = new Extra("tag", "fluent.tag", MsgpackJson.quoted("a\"b"));
        assertThat(object(new Packer().map(0), time, tag)).isEqualTo("{\"@timestamp\":\"T\",\"tag\":\"a\\\"b\"}");
        assertThat(object(new Packer().map(1).text("log").text("x"), time, tag))
                .isEqualTo("{\"@timestamp\":\"T\",\"tag\":\"a\\\"b\",\"log\":\"x\"}");
        assertThat(object(new Packer().map(1).text("tag").integer(1), time, tag))
                .isEqualTo("{\"@timestamp\":\"T\",\"fluent.tag\":\"a\\\"b\",\"tag\":1}");
        assertThat(object(new Packer().map(1).text("@timestamp").integer(1), time))
                .isEqualTo("{\"@timestamp\":1}");
        assertThat(object(new Packer().map(1).text("o").map(1).text("tag").integer(1), tag))
                .isEqualTo("{\"tag\":\"a\\\"b\",\"o\":{\"tag\":1}}");
    }

    @Test
    void cutsTheTextsOfAnObjectThatIsTooLongAndTellsIt() throws IOException {
        byte[] map = new Packer()
                .map(3)
                .text("small")
                .text("kept")
                .text("log")
                .text("\u00e9".repeat(600_000))
                .text("last")
                .integer(1)
                .bytes();
        byte[] object = object(map);
        JsonNode read = JACKSON.readTree(object);
        assertThat(object.length).isLessThan(9000);
        assertThat(read.get("small").textValue()).isEqualTo("kept");
        assertThat(read.get("log").textValue()).isEqualTo("\u00e9".repeat(4096));
        assertThat(read.get("last").intValue()).isEqualTo(1);
        assertThat(read.get(MsgpackJson.CUT).intValue()).isEqualTo(map.length);
    }

    @Test
    void leavesOutMembersThatDoNotFitEvenWhenTheyAreCut() throws IOException {
        Packer map = new Packer().map(400);
        for (int i = 0; i < 400; i++) {
            map.text("key" + i).text("\u0001".repeat(4000));
        }
        byte[] object = object(map.bytes(), new Extra("tag", "", MsgpackJson.quoted("t")));
        JsonNode read = JACKSON.readTree(object);
        assertThat(object.length).isLessThanOrEqualTo(1 << 20);
        assertThat(read.get("tag").textValue()).isEqualTo("t");
        assertThat(read.get("key0").textValue()).hasSize(4000);
        assertThat(read.get("key399")).isNull();
        assertThat(read.has(MsgpackJson.CUT)).isTrue();
    }

    @Test
    void refusesAMillionLevels() {
        byte[] deep = new byte[1_000_001];
        Arrays.fill(deep, (byte) 0x91);
        deep[1_000_000] = 1;
        assertThatThrownBy(() -> value(new Packer().raw(deep)))
                .isInstanceOf(MsgpackException.class)
                .hasMessageContaining("nested more than 64 levels");
        Arrays.fill(deep, 0, 1_000_000, (byte) 0x81);
        assertThatThrownBy(() -> value(new Packer().raw(deep))).isInstanceOf(MsgpackException.class);
    }

    @Test
    void stopsAtTheEndWhereverTheMapBreaksOff() {
        byte[] whole = new Packer()
                .map(2)
                .text("a")
                .array(2)
                .decimal(1)
                .binary(new byte[5])
                .text("b")
                .eventTime(1, 1)
                .bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> object(part)).isInstanceOf(MsgpackException.class);
        }
    }

    @Test
    void writesJsonOrRefusesWhateverTheBytesAre() throws IOException {
        Random random = new Random(3);
        int written = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x80 + random.nextInt(4));
            byte[] object;
            try {
                object = object(bytes);
            } catch (MsgpackException e) {
                continue;
            }
            assertThat(JACKSON.readTree(object).isObject()).isTrue();
            written++;
        }
        assertThat(written).isGreaterThan(1000);
    }

    @Test
    void writesAllRecordsOfARecordedFile() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("../../shared/data/fluent/apache_10k.mp"));
        MsgpackReader reader = new MsgpackReader(file, 0, file.length, MsgpackLimits.DEFAULTS);
        int records = 0;
        while (reader.hasNext()) {
            reader.next();
            reader.skip();
            int from = reader.position();
            JsonNode read = JACKSON.readTree(json.object(reader));
            MsgpackReader again = new MsgpackReader(file, from, file.length, MsgpackLimits.DEFAULTS);
            again.next();
            again.skip();
            again.next();
            assertThat(read.get("log").textValue()).isEqualTo(again.text());
            records++;
        }
        assertThat(records).isEqualTo(10_000);
    }

    private String value(Packer value) throws MsgpackException {
        String object = object(new Packer().map(1).text("v").raw(value.bytes()));
        return object.substring("{\"v\":".length(), object.length() - 1);
    }

    private String object(Packer map, Extra... extras) throws MsgpackException {
        return new String(object(map.bytes(), extras), UTF_8);
    }

    private byte[] object(byte[] map, Extra... extras) throws MsgpackException {
        return json.object(new MsgpackReader(map, 0, map.length, MsgpackLimits.DEFAULTS), extras);
    }

    private static byte[] longs(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
