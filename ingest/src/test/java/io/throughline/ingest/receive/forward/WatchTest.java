package io.throughline.ingest.receive.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Watch watch = new Watch(
            ForwardConfig.from(new Settings(Map.of(
                            "receive.forward.handshake-timeout", "1s",
                            "receive.forward.frame-timeout", "5s",
                            "receive.forward.idle-timeout", "10s")))
                    .limits(),
            nanos::get);

    @Test
    void givesAHandshakeItsTime() {
        pass(1);
        assertThat(watch.late(false)).isNull();
        nanos.incrementAndGet();
        assertThat(watch.late(false)).isEqualTo("no handshake within PT1S");
    }

    @Test
    void countsAFrameFromItsFirstByteHoweverOftenMoreCome() {
        watch.opened();
        watch.frame(true);
        for (int second = 0; second < 6; second++) {
            assertThat(watch.late(false)).isNull();
            pass(1);
            watch.read();
            watch.frame(true);
        }
        assertThat(watch.late(false)).isEqualTo("a frame took longer than PT5S");
        watch.frame(false);
        watch.frame(true);
        assertThat(watch.late(false)).isNull();
    }

    @Test
    void doesNotCountTheTimeInWhichNothingIsRead() {
        watch.opened();
        watch.frame(true);
        watch.paused(true);
        pass(1000);
        assertThat(watch.late(false)).isNull();
        watch.paused(false);
        pass(4);
        assertThat(watch.late(false)).isNull();
    }

    @Test
    void waitsForAcknowledgementsWithTheSender() {
        watch.opened();
        pass(11);
        assertThat(watch.late(true)).isNull();
        assertThat(watch.late(false)).isEqualTo("sent nothing for PT10S");
    }

    @Test
    void noticesASenderThatReadsNoAnswersEvenWhilePaused() {
        watch.opened();
        watch.unread(true);
        watch.paused(true);
        pass(6);
        assertThat(watch.late(true)).isEqualTo("read no answers for PT5S");
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
