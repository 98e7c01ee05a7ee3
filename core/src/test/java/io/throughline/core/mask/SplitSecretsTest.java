package io.throughline.core.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.mask.SecretSamples.Sample;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.source.LineReader;
import io.throughline.core.source.RecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every sample is split at every byte; what is around it must remain, and the secret must not. */
class SplitSecretsTest {
    private static final Origin ORIGIN = Origin.ofHost("node-1");

    private final Masking masking = Masking.of(MaskConfig.DEFAULTS);

    @Test
    void areMaskedWhereTheFileWasReadInTwoPieces() throws IOException {
        for (Sample sample : SecretSamples.samples()) {
            byte[] line = ("before\n" + sample.text() + "\nafter\n").getBytes(UTF_8);
            for (int at = 1; at < line.length; at++) {
                assertThat(records(new TwoReads(line, at))).containsExactly("before", sample.masked(), "after");
            }
        }
    }

    @Test
    void areMaskedWhereDockerHasSplitTheLine() throws IOException {
        for (Sample sample : SecretSamples.samples()) {
            String text = sample.text();
            for (int at = 1; at < text.length(); at++) {
                String file = docker(text.substring(0, at)) + docker(text.substring(at) + "\n") + docker("next\n");
                assertThat(records(file))
                        .containsExactly(
                                docker(sample.masked() + "\n").stripTrailing(),
                                docker("next\n").stripTrailing());
            }
        }
    }

    @Test
    void areMaskedWhereDockerHasSplitALineOfJson() throws IOException {
        for (Sample sample : SecretSamples.samples()) {
            String text = "{\"level\":\"INFO\",\"msg\":\"" + escape(sample.text()) + "\"}";
            String whole = records(docker(text + "\n")).getFirst();
            assertThat(whole).doesNotContain(escape(escape(sample.secret())));
            for (int at = 1; at < text.length(); at++) {
                assertThat(records(docker(text.substring(0, at)) + docker(text.substring(at) + "\n")))
                        .containsExactly(whole);
            }
        }
    }

    @Test
    void areMaskedWhereTheKubeletsRuntimeHasSplitTheLine() throws IOException {
        for (Sample sample : SecretSamples.samples()) {
            String text = sample.text();
            for (int at = 1; at < text.length(); at++) {
                List<String> records = records(cri("P", text.substring(0, at)) + cri("F", text.substring(at)));
                assertThat(records).containsExactly(cri("P", sample.masked()).stripTrailing());
            }
        }
    }

    @Test
    void areMaskedInThreePartsOfWhichTheOtherStreamIsNone() throws IOException {
        String secret = "hunter2";
        String file = docker("password=hu")
                + docker("password=x1\n").replace("stdout", "stderr")
                + docker("nte")
                + docker("r2\n");
        assertThat(String.join("\n", records(file)))
                .contains("password=[masked:password]")
                .doesNotContain(secret, "x1", "nte");
    }

    private List<String> records(String file) throws IOException {
        return records(new ByteArrayInputStream(file.getBytes(UTF_8)));
    }

    private List<String> records(InputStream in) throws IOException {
        Masker masker = masking.masker();
        List<String> values = new ArrayList<>();
        try (RecordReader reader = new RecordReader(new LineReader(in, 0, 1 << 12), "a", ORIGIN)) {
            while (more(reader)) {
                RawRecord masked = masker.mask(reader.record());
                assertThat(masked.offset()).isEqualTo(reader.record().offset());
                assertThat(masked.cut()).isFalse();
                values.add(new String(masked.value(), UTF_8));
            }
        }
        return values;
    }

    /** The file grows once while it is read. */
    private static boolean more(RecordReader reader) throws IOException {
        boolean found = reader.next();
        return found || reader.next() || reader.rest();
    }

    private static String docker(String text) {
        return "{\"log\":\"" + escape(text).replace("\n", "\\n")
                + "\",\"stream\":\"stdout\",\"time\":\"2026-11-22T10:00:00.123456789Z\"}\n";
    }

    private static String cri(String tag, String text) {
        return "2026-11-22T10:00:00.123456789Z stdout " + tag + " " + text + "\n";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Gives the first bytes, then nothing for now, then the rest, as a file does that grows. */
    private static final class TwoReads extends InputStream {
        private final byte[] bytes;
        private final int first;
        private int at;
        private boolean waited;

        private TwoReads(byte[] bytes, int first) {
            this.bytes = bytes;
            this.first = first;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (at == first && !waited) {
                waited = true;
                return -1;
            }
            int most = (at < first ? first : bytes.length) - at;
            if (most == 0) {
                return -1;
            }
            int read = Math.min(count, most);
            System.arraycopy(bytes, at, target, from, read);
            at += read;
            return read;
        }
    }
}
