package io.throughline.ingest.receive.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogFramesTest {
    private final List<String> frames = new ArrayList<>();
    private final SyslogFrames reader = new SyslogFrames(
            20,
            (bytes, kept, length) -> frames.add(
                    new String(bytes, 0, kept, StandardCharsets.ISO_8859_1) + (length > kept ? " of " + length : "")));

    @Test
    void tellsCountedFramesFromLinesOneByOne() {
        read("6 <1>a\nb<2>line\n5 <3>c\n\n6 <4>d\r\n99 bottles\r\n<5>e\n12345678901 <6>\n0 <7>\n");

        assertThat(frames)
                .containsExactly(
                        "<1>a\nb", "<2>line", "<3>c", "<4>d", "99 bottles", "<5>e", "12345678901 <6>", "0 <7>");
    }

    @Test
    void readsTheSameWhereverTheStreamIsCut() {
        String stream = "6 <1>a\nb<2>line\r\n12 <3>\u00e9 4 <5> x17 bits\n<6>too long for the limit\n33 <7>"
                + "0123456789".repeat(3) + "<8>the end";
        read(stream);
        reader.end();
        List<String> whole = List.copyOf(frames);

        assertThat(whole)
                .hasSize(7)
                .contains("<6>too long for the  of 25")
                .last()
                .isEqualTo("<8>the end");
        for (int first = 0; first <= stream.length(); first++) {
            for (int second = first; second <= stream.length(); second++) {
                frames.clear();
                read(stream.substring(0, first));
                read(stream.substring(first, second));
                read(stream.substring(second));
                reader.end();
                assertThat(frames).as("cut at %s and %s", first, second).isEqualTo(whole);
            }
        }
    }

    @Test
    void cutsAFrameThatIsTooLongAndReadsTheNext() {
        read("1000000 <" + "x".repeat(999_999) + "5 <1>ab" + "y".repeat(100_000) + "\n<2>c\n");

        assertThat(frames)
                .containsExactly("<" + "x".repeat(19) + " of 1000000", "<1>ab", "y".repeat(20) + " of 100000", "<2>c");
    }

    @ParameterizedTest
    @CsvSource({"<1>ab, <1>ab", "9 <1>ab, <1>ab of 9", "12, 12", "12 , 12", "99999 <1>, <1> of 99999"})
    void keepsTheBeginningOfALastMessage(String stream, String kept) {
        read(stream);
        reader.end();

        assertThat(frames).hasSize(1).first().asString().startsWith(kept);
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(5);
        byte[] alphabet = "0123456789 <>\n\r\0ab".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[50];
        for (int round = 0; round < 100_000; round++) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            reader.read(Unpooled.wrappedBuffer(bytes, 0, random.nextInt(bytes.length)));
            if (round % 10 == 0) {
                reader.end();
            }
        }
        reader.end();
        frames.clear();
        read("<1>a\n");

        assertThat(frames).containsExactly("<1>a");
    }

    private void read(String text) {
        reader.read(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
