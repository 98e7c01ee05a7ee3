package io.throughline.api;

import io.throughline.core.store.AlertStore;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.InventoryStore;
import io.throughline.core.store.LogStore;
import io.throughline.core.store.ReportStore;

/** Everything that the API asks. */
public record Stores(
        LogStore logs, FlowStore flows, AlertStore alerts, ReportStore reports, InventoryStore inventory) {}
