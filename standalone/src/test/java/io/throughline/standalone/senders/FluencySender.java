package io.throughline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.komamitsu.fluency.EventTime;
import org.komamitsu.fluency.Fluency;
import org.komamitsu.fluency.fluentd.FluencyBuilderForFluentd;

/** {@code org.komamitsu:fluency-core} with {@code fluency-fluentd}: Forward, a chunk repeated under its id until it is acknowledged. */
final class FluencySender implements Sender {
    private static final int WITHIN_SECONDS = 300;
    private static final int RETRIES = 1_000;
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    private Fluency fluency;

    @SuppressWarnings("NullAway.Init") // start sets it.
    FluencySender() {}

    @Override
    public String name() {
        return "fluency";
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.ONCE;
    }

    @Override
    public String missing() {
        return "";
    }

    @Override
    public void start(Path folder, Addresses addresses) {
        FluencyBuilderForFluentd builder = new FluencyBuilderForFluentd();
        builder.setAckResponseMode(true);
        builder.setSenderMaxRetryCount(RETRIES);
        builder.setSenderMaxRetryIntervalMillis(LONGEST_PAUSE_MILLIS);
        builder.setWaitUntilBufferFlushed(WITHIN_SECONDS);
        fluency = builder.build("127.0.0.1", addresses.forward());
    }

    @Override
    public void send(Lines lines) throws IOException, InterruptedException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            fluency.emit(
                    lines.series(),
                    EventTime.fromEpochMilli(System.currentTimeMillis()),
                    Map.<String, Object>of("log", line));
        }
        fluency.flush();
        // It lets a buffer go only when the acknowledgement has come.
        assertThat(fluency.waitUntilAllBufferFlushed(WITHIN_SECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
        fluency.close();
    }
}
