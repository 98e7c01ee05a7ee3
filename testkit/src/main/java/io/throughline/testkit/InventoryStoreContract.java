package io.throughline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.store.ContainerFilter;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.InventoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of containers does. */
public abstract class InventoryStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** A store that is empty when a test begins. */
    protected abstract InventoryStore store();

    /** Writes versions in this order; they can be found when it returns. */
    protected abstract void given(ContainerVersion... versions);

    @Test
    void givesEachContainerAsItWasAtThatTime() {
        ContainerVersion before = version("a", "web", 0, 3_600, null);
        ContainerVersion after = version("a", "web", 3_600, 7_200, null);
        ContainerVersion other = version("b", "orders", 0, 60, null);
        given(before, after, other);

        assertThat(at(60)).containsExactly(before, other);
        assertThat(at(3_600)).containsExactly(after, other);
        assertThat(at(-1)).isEmpty();
        assertThat(found(new ContainerFilter("web", null))).containsExactly(before);
    }

    @Test
    void findsByTextInWhateverIsKnownOfAContainer() {
        ContainerVersion web = version("a", "web", 0, 60, null);
        ContainerVersion orders = version("b", "orders", 0, 60, null);
        given(web, orders);

        assertThat(found(new ContainerFilter(null, "EXAMPLE/Web"))).containsExactly(web);
        assertThat(found(new ContainerFilter(null, "id-b"))).containsExactly(orders);
        assertThat(found(new ContainerFilter(null, "all priv"))).containsExactly(web, orders);
        assertThat(found(new ContainerFilter("web", "orders"))).isEmpty();
    }

    @Test
    void tellsTheHistoryOfAContainerTheLatestFirst() {
        ContainerVersion before = version("a", "web", 0, 3_600, null);
        ContainerVersion after = version("a", "web", 3_600, 7_200, 7_200L);
        given(before, version("b", "web", 0, 60, null), after);

        assertThat(store().history("a", 10)).containsExactly(after, before);
        assertThat(store().history("none", 10)).isEmpty();
        assertThat(store().history("a", 1)).hasSize(2);
        assertThatThrownBy(() -> store().history("a", 0)).isInstanceOf(InvalidQueryException.class);
    }

    private List<ContainerVersion> found(ContainerFilter filter) {
        return store().containers(NOON.plusSeconds(60), filter, 10);
    }

    @Test
    void leavesOutWhatHadEndedAndWhatNobodyToldOfForADay() {
        given(version("a", "web", 0, 60, null), version("a", "web", 100, 100, 100L), version("b", "web", 0, 60, null));

        assertThat(keys(at(99))).containsExactly("a", "b");
        assertThat(keys(at(100))).containsExactly("b");
        assertThat(keys(at(Duration.ofDays(1).toSeconds() - 1))).containsExactly("b");
        assertThat(at(Duration.ofDays(1).toSeconds())).isEmpty();
    }

    @Test
    void keepsWhatWasSeenLastOfAVersion() {
        ContainerVersion last = version("a", "web", 0, 3_600, null);
        given(last, version("a", "web", 0, 60, null));

        assertThat(at(10)).containsExactly(last);
    }

    @Test
    void givesOneMoreThanAskedForWhereThereAreMore() {
        given(version("a", "web", 0, 0, null), version("b", "web", 0, 0, null), version("c", "web", 0, 0, null));

        assertThat(store().containers(NOON, ContainerFilter.ALL, 1)).hasSize(2);
        assertThat(store().containers(NOON, ContainerFilter.ALL, 3)).hasSize(3);
        for (int size : new int[] {0, 1_001}) {
            assertThatThrownBy(() -> store().containers(NOON, ContainerFilter.ALL, size))
                    .isInstanceOf(InvalidQueryException.class);
        }
    }

    private List<ContainerVersion> at(long seconds) {
        return store().containers(NOON.plusSeconds(seconds), ContainerFilter.ALL, 100);
    }

    private static List<String> keys(List<ContainerVersion> versions) {
        return versions.stream().map(ContainerVersion::key).toList();
    }

    private static ContainerVersion version(String key, String service, long from, long seen, @Nullable Long ended) {
        return new ContainerVersion(
                key,
                NOON.plusSeconds(from),
                NOON.plusSeconds(from),
                NOON.plusSeconds(seen),
                ended == null ? Action.STARTED : Action.ENDED,
                "h1",
                service,
                "id-" + key,
                key + "-1",
                "registry.example/" + service + ":1",
                null,
                List.of("all privileges"),
                NOON,
                null,
                null,
                NOON.plusSeconds(1),
                ended == null ? null : NOON.plusSeconds(ended));
    }
}
