package io.throughline.elasticsearch;

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
import io.throughline.testkit.AlertStoreContract;
import io.throughline.testkit.FlowStoreContract;
import io.throughline.testkit.InventoryStoreContract;
import io.throughline.testkit.LogStoreContract;
import io.throughline.testkit.ReportStoreContract;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The stores keep their contracts on the real server. */
class ElasticsearchStoresIT {
    @BeforeEach
    void empty() {
        RealElasticsearch.clear();
    }

    @Nested
    class Logs extends LogStoreContract {
        @Override
        protected LogStore store() {
            return new ElasticsearchLogStore(RealElasticsearch.client());
        }

        @Override
        protected void given(@Nullable String flowId, LogEvent... events) {
            write(events, event -> LogDocument.of(event, flowId));
        }
    }

    @Nested
    class Flows extends FlowStoreContract {
        @Override
        protected FlowStore store() {
            return new ElasticsearchFlowStore(RealElasticsearch.client());
        }

        @Override
        protected void given(Flow... flows) {
            RealElasticsearch.write(Arrays.stream(flows)
                    .flatMap(flow -> FlowDocument.of(flow).stream())
                    .toList());
        }
    }

    @Nested
    class Alerts extends AlertStoreContract {
        @Override
        protected AlertStore store() {
            return new ElasticsearchAlertStore(RealElasticsearch.client());
        }

        @Override
        protected void given(Alert... alerts) {
            write(alerts, AlertDocument::of);
        }

        @Override
        protected void given(EntityRisk... risks) {
            write(risks, EntityRiskDocument::of);
        }
    }

    @Nested
    class Inventory extends InventoryStoreContract {
        @Override
        protected InventoryStore store() {
            return new ElasticsearchInventoryStore(RealElasticsearch.client());
        }

        @Override
        protected void given(ContainerVersion... versions) {
            write(versions, ContainerVersionDocument::of);
        }
    }

    @Nested
    class Reports extends ReportStoreContract {
        @Override
        protected ReportStore store() {
            return new ElasticsearchReportStore(RealElasticsearch.client());
        }

        @Override
        protected void given(ApiMinute... minutes) {
            write(minutes, ApiMinuteDocument::of);
        }

        @Override
        protected void given(EdgeMinute... minutes) {
            write(minutes, EdgeMinuteDocument::of);
        }
    }

    private static <T> void write(T[] given, Function<T, IndexDocument> document) {
        RealElasticsearch.write(Arrays.stream(given).map(document).toList());
    }
}
