package io.throughline.stream;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's settings that the graph relies on, whatever it runs on. */
public final class JobSettings {
    private JobSettings() {}

    /**
     * Records are immutable, so operators of a chain hand them on as they are; a type that would need Kryo stops the job when it
     * is built.
     */
    public static Configuration everywhere() {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        return settings;
    }

    /** For a graph that runs in this process: no managed memory is needed, since state rests on the heap. */
    public static Configuration inProcess(int slots) {
        Configuration settings = everywhere();
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
        return settings;
    }
}
