package io.throughline.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageFramerTest {
    private static final String T1 = "2026-11-22T10:00:00.000000001Z";
    private static final String T2 = "2026-11-22T10:00:00.000000002Z";

    private final List<RawRecord> records = new ArrayList<>();
    private MessageFramer framer = framer(FrameLimits.DEFAULTS);
    private long offset;

    @Test
    void handsWholeLinesOnAsTheyCome() {
        line(docker("hello\\n", "stdout", T1));
        line("a plain line");

        assertThat(values()).containsExactly(docker("hello\\n", "stdout", T1), "a plain line");
        assertThat(records.get(1).offset())
                .isEqualTo(docker("hello\\n", "stdout", T1).length() + 1);
        assertThat(framer.settledOffset()).isEqualTo(MessageFramer.NOTHING_HELD);
    }

    @Test
    void joinsThePartsThatDockerCut() {
        String first = docker("INFO one ", "stdout", T1);
        String second = docker("two ", "stdout", T2);
        String third = docker("three\\n", "stdout", T2);
        line("before");
        line(first);
        line(second);
        assertThat(framer.settledOffset()).isEqualTo(7);
        line(third);

        assertThat(values()).containsExactly("before", first + "\n" + second + "\n" + third);
        assertThat(records.get(1).offset()).isEqualTo(7);
    }

    @Test
    void takesAPartWithTheSameTimeEvenIfItLooksLikeAMessage() {
        line(docker("{\\\"a\\\":[1,", "stdout", T1));
        line(docker("{\\\"b\\\":2}]}\\n", "stdout", T1));

        assertThat(records).hasSize(1);
    }

    @Test
    void doesNotJoinAnotherMessageWhereTheRestIsMissing() {
        line(docker("16:42:09.486 INFO  cut short", "stdout", T1));
        line(docker("16:42:09.486 INFO  another\\n", "stdout", T2));
        line(docker("[2026-11-22 10:00:00] cut short", "stdout", T1));
        line(docker("{\\\"level\\\":30}\\n", "stdout", T2));
        line(docker("cut short", "stdout", T1));
        line(docker("ERROR: another\\n", "stdout", T2));
        framer.flush();

        assertThat(records).hasSize(6);
    }

    @Test
    void knowsALineFeedFromALetterBehindABackslash() {
        line(docker("C:\\\\n", "stdout", T1));
        line(docker("ew\\n", "stdout", T1));

        assertThat(records).hasSize(1);
    }

    @Test
    void keepsTheStreamsApart() {
        line(docker("one ", "stdout", T1));
        line(docker("fault ", "stderr", T1));
        line(docker("two\\n", "stdout", T1));
        assertThat(framer.settledOffset())
                .isEqualTo(docker("one ", "stdout", T1).length() + 1);
        line(docker("more\\n", "stderr", T1));

        assertThat(values())
                .containsExactly(
                        docker("one ", "stdout", T1) + "\n" + docker("two\\n", "stdout", T1),
                        docker("fault ", "stderr", T1) + "\n" + docker("more\\n", "stderr", T1));
    }

    @Test
    void joinsCriPartsUntilTheFullOne() {
        line(T1 + " stdout P 16:42:09 one ");
        line(T1 + " stderr F fault");
        line(T2 + " stdout P 16:42:09 two ");
        line(T2 + " stdout F ");

        assertThat(values())
                .containsExactly(
                        T1 + " stdout P 16:42:09 one \n" + T2 + " stdout P 16:42:09 two \n" + T2 + " stdout F ",
                        T1 + " stderr F fault");
        assertThat(records).extracting(RawRecord::offset).isSorted();
    }

    @Test
    void doesNotWaitForAnUnfinishedMessageBeyondTheLimit() {
        framer = framer(new FrameLimits(1 << 20, 2, 8 << 10));
        line(docker("one ", "stdout", T1));
        line(docker("a\\n", "stderr", T1));
        line(docker("b\\n", "stderr", T2));
        assertThat(records).isEmpty();
        assertThat(framer.settledOffset()).isZero();

        line(docker("c\\n", "stderr", T2));

        assertThat(values())
                .containsExactly(
                        docker("one ", "stdout", T1),
                        docker("a\\n", "stderr", T1),
                        docker("b\\n", "stderr", T2),
                        docker("c\\n", "stderr", T2));
        assertThat(framer.settledOffset()).isEqualTo(MessageFramer.NOTHING_HELD);
    }

    @Test
    void flushesWhatIsHeldTheEarliestFirst() {
        line(docker("fault ", "stderr", T1));
        line(docker("one ", "stdout", T1));
        framer.flush();
        framer.flush();

        assertThat(values()).containsExactly(docker("fault ", "stderr", T1), docker("one ", "stdout", T1));
        assertThat(framer.settledOffset()).isEqualTo(MessageFramer.NOTHING_HELD);
    }

    @Test
    void handsALineThatTheReaderCutOnAlone() {
        line(docker("one ", "stdout", T1));
        framer.line("{\"log\":\"very lo".getBytes(StandardCharsets.UTF_8), 0, 15, 5000, 5_000_000);

        assertThat(records).hasSize(2);
        assertThat(records.get(1).cut()).isTrue();
        assertThat(records.get(1).length()).isEqualTo(5_000_000);
    }

    @Test
    void countsAMessageBeyondTheLimitWithoutHoldingIt() {
        framer = framer(new FrameLimits(1000, 100, 200));
        String part = docker("x".repeat(100), "stdout", T1);
        for (int i = 0; i < 20; i++) {
            line(part);
        }
        line(docker("end\\n", "stdout", T1));
        line("next");

        assertThat(records).hasSize(2);
        RawRecord cut = records.get(0);
        assertThat(cut.value()).hasSize(200);
        assertThat(cut.length())
                .isEqualTo(20 * (part.length() + 1)
                        + docker("end\\n", "stdout", T1).length());
        assertThat(values().get(0)).startsWith(part + "\n");
    }

    @Test
    void handsAMessageOfTooManyLinesOnInPieces() {
        framer = framer(new FrameLimits(10_000, 3, 200));
        for (int i = 0; i < 7; i++) {
            line(T1 + " stdout P part");
        }
        framer.flush();

        assertThat(values().stream().map(value -> value.split("\n").length)).containsExactly(3, 3, 1);
    }

    @Test
    void passesOverEmptyLines() {
        line("");

        assertThat(records).isEmpty();
    }

    private MessageFramer framer(FrameLimits limits) {
        return new MessageFramer("a-file", Origin.ofHost("node1"), limits, records::add);
    }

    private void line(String text) {
        byte[] bytes = ("#" + text).getBytes(StandardCharsets.UTF_8);
        framer.line(bytes, 1, bytes.length, offset, bytes.length - 1);
        offset += bytes.length;
    }

    private List<String> values() {
        return records.stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String docker(String escaped, String stream, String time) {
        return "{\"log\":\"" + escaped + "\",\"stream\":\"" + stream + "\",\"time\":\"" + time + "\"}";
    }
}
