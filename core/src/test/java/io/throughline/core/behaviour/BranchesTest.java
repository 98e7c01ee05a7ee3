package io.throughline.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BranchesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration FORGET = Duration.ofDays(30);

    private Branches branches = Branches.empty(NOW);

    private void sees(String name, int times) {
        for (int i = 0; i < times; i++) {
            branches = branches.with(List.of(parts(name)), NOW, FORGET);
        }
    }

    private static List<String> parts(String name) {
        return List.of(name.split("/", -1));
    }

    private double chance(String name) {
        return branches.chanceOfNew(List.of(parts(name)));
    }

    @Test
    void saysNothingIsNewBeforeItHasLearned() {
        assertThat(chance("shop/GET/orders")).isGreaterThan(0.4);
    }

    @Test
    void callsNothingNewThatItKnows() {
        sees("shop/GET/orders", 1);

        assertThat(chance("shop/GET/orders")).isEqualTo(1);
    }

    @Test
    void knowsTheBeginningsOfPathsWellThoughTheirEndsNeverClose() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            sees("shop/GET//api/v1/trips/town-" + random.nextInt(60) + "/town-" + i % 60, 1);
        }

        assertThat(chance("shop/GET//admin")).isLessThan(1e-3);
        assertThat(chance("shop/DELETE//api")).isLessThan(1e-3);
        assertThat(chance("shop/GET//api/v1/trips/town-3/elsewhere")).isGreaterThan(0.01);
    }

    @Test
    void isSilentBelowWhatHasTooManyBranches() {
        for (int i = 0; i < 3_000; i++) {
            sees("shop/GET/" + i % (2 * Branches.MAX_CHILDREN), 1);
        }

        assertThat(chance("shop/GET/other")).isEqualTo(1);
        assertThat(chance("shop/POST/other")).isLessThan(1e-3);
    }

    @Test
    void keepsNoMoreThanItsLimitAndSaysNothingBeyondIt() {
        for (int i = 0; i < 100_000; i++) {
            sees(i % 50 + "/" + i % 2_500 + "/" + i, 1);
        }

        assertThat(branches.nodes()).hasSizeLessThanOrEqualTo(Branches.MAX_NODES);
        assertThat(chance("1/other")).isEqualTo(1);
    }

    @Test
    void takesALoneNewOneThatWasToldOfForNoSignOfMore() {
        sees("shop/GET/orders", 3_000);
        double before = chance("shop/DELETE/orders");

        branches = branches.told(List.of(parts("shop/DELETE/orders")), NOW, FORGET);

        assertThat(chance("shop/DELETE/orders")).isEqualTo(1);
        assertThat(chance("shop/PUT/orders")).isLessThanOrEqualTo(before);
    }

    @Test
    void weighsTheNameByWhichItIsNewest() {
        sees("shop/GET/orders", 3_000);

        assertThat(branches.chanceOfNew(List.of(parts("shop/GET/orders"), parts("other"))))
                .isLessThan(1e-3);
    }
}
