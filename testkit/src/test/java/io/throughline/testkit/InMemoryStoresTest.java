package io.throughline.testkit;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Flow;
import io.throughline.core.model.LogEvent;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.InventoryStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.ReportStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

/** The stores in memory keep the same contracts as the real ones. */
class InMemoryStoresTest {
    @Nested
    class Logs extends LogStoreContract {
        private final InMemoryLogStore store = new InMemoryLogStore();

        @Override
        protected LogStore store() {
            return store;
        }

        @Override
        protected void given(@Nullable String flowId, LogEvent... events) {
            List.of(events).forEach(event -> store.add(event, flowId));
        }
    }

    @Nested
    class Flows extends FlowStoreContract {
        private final InMemoryFlowStore store = new InMemoryFlowStore();

        @Override
        protected FlowStore store() {
            return store;
        }

        @Override
        protected void given(Flow... flows) {
            List.of(flows).forEach(store::add);
        }
    }

    @Nested
    class Alerts extends AlertStoreContract {
        private final InMemoryAlertStore store = new InMemoryAlertStore();

        @Override
        protected AlertStore store() {
            return store;
        }

        @Override
        protected void given(Alert... alerts) {
            List.of(alerts).forEach(store::add);
        }

        @Override
        protected void given(EntityRisk... risks) {
            List.of(risks).forEach(store::add);
        }
    }

    @Nested
    class Inventory extends InventoryStoreContract {
        private final InMemoryInventoryStore store = new InMemoryInventoryStore();

        @Override
        protected InventoryStore store() {
            return store;
        }

        @Override
        protected void given(ContainerVersion... versions) {
            List.of(versions).forEach(store::add);
        }
    }

    @Nested
    class Reports extends ReportStoreContract {
        private final InMemoryReportStore store = new InMemoryReportStore();

        @Override
        protected ReportStore store() {
            return store;
        }

        @Override
        protected void given(ApiMinute... minutes) {
            List.of(minutes).forEach(store::add);
        }

        @Override
        protected void given(EdgeMinute... minutes) {
            List.of(minutes).forEach(store::add);
        }
    }
}
