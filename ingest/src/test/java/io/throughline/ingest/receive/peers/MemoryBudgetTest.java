package io.throughline.ingest.receive.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private static final String ONE = "10.0.0.1";
    private static final String OTHER = "10.0.0.2";

    private final MemoryBudget budget = new MemoryBudget(100);

    @Test
    void givesOneAddressThreeQuartersWhateverItsConnections() {
        MemoryBudget.Account first = budget.open(ONE);
        MemoryBudget.Account second = budget.open(ONE);

        assertThat(first.take(50)).isTrue();
        assertThat(second.take(26)).isFalse();
        assertThat(second.take(25)).isTrue();
        assertThat(budget.open(OTHER).take(25)).isTrue();
        assertThat(budget.usedBytes()).isEqualTo(100);
    }

    @Test
    void givesNobodyMoreThanThereIs() {
        assertThat(budget.open(ONE).take(75)).isTrue();
        MemoryBudget.Account other = budget.open(OTHER);

        assertThat(other.take(26)).isFalse();
        assertThat(other.fits(26)).isTrue();
        assertThat(other.fits(76)).isFalse();
    }

    @Test
    void takesBackWhatIsGiven() {
        try (MemoryBudget.Account account = budget.open(ONE)) {
            account.take(60);
            account.keep(10);
            assertThat(budget.usedBytes()).isEqualTo(10);
            account.take(20);
            account.give(5);
            assertThat(account.taken()).isEqualTo(25);
        }
        assertThat(budget.usedBytes()).isZero();
        assertThat(budget.open(ONE).take(75)).isTrue();
    }

    @Test
    void countsWhatIsKeptBeyondIt() {
        MemoryBudget.Account account = budget.open(ONE);
        account.keep(120);

        assertThat(budget.usedBytes()).isEqualTo(120);
        assertThat(budget.open(OTHER).take(1)).isFalse();
        account.close();
        assertThat(budget.open(OTHER).take(1)).isTrue();
    }
}
