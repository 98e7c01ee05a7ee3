package io.throughline.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kept inputs, changed some thousand times each in the same way every time: short, and without a fuzzer's eyes. */
class MutationsTest {
    private static final int TIMES = Integer.getInteger("fuzz.mutations", 4000);

    static List<String> targets() {
        return Targets.names();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void holdsWhatMustBeTrueForChangedInputs(String target) throws IOException {
        Mutations mutations = new Mutations(1);
        List<byte[]> seeds = List.copyOf(Seeds.of(target).values());
        for (int i = 0; i < TIMES; i++) {
            byte[] bytes = mutations.next(seeds);
            assertThatCode(() -> Targets.feed(target, bytes))
                    .as(() -> target + ", fed " + Base64.getEncoder().encodeToString(bytes))
                    .doesNotThrowAnyException();
        }
    }
}
