package io.throughline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every kept input again, each by its name: what a fuzzer found once stays found. */
class SeedsTest {
    private static final int MAX_SEED_BYTES = 8 << 10;

    @TestFactory
    Stream<DynamicTest> holdsWhatMustBeTrueForEveryKeptInput() {
        return Targets.names().stream().flatMap(target -> {
            try {
                return Seeds.of(target).entrySet().stream()
                        .map(seed -> DynamicTest.dynamicTest(
                                target + "/" + seed.getKey(), () -> Targets.feed(target, seed.getValue())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void everyTargetHasSmallSeedsAndOneThatItTakes() throws IOException {
        for (String target : Targets.names()) {
            Map<String, byte[]> seeds = Seeds.of(target);
            assertThat(seeds.values()).as(target).isNotEmpty().allMatch(seed -> seed.length <= MAX_SEED_BYTES);
            assertThat(seeds.values()).as(target).anyMatch(seed -> Targets.feed(target, seed));
        }
    }

    @Test
    void noSeedsAreLeftOfATargetThatIsGone() throws IOException {
        try (Stream<Path> folders = Files.list(Seeds.FOLDER)) {
            List<String> names =
                    folders.map(folder -> folder.getFileName().toString()).toList();
            assertThat(Targets.names()).containsAll(names);
        }
    }
}
