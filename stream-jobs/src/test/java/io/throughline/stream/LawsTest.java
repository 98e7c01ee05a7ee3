package io.throughline.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LawsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.throughline.stream");

    @Test
    void whatDecidesKnowsNothingOfFlinkKafkaOrElasticsearch() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("Detector")
                .or()
                .haveSimpleNameEndingWith("Assembler")
                .or()
                .haveSimpleName("FlowCalls")
                .or()
                .haveSimpleName("HopFacts")
                .or()
                .haveSimpleName("SourceClock")
                .or()
                .haveSimpleName("Episode")
                .or()
                .haveSimpleName("Tally")
                .or()
                .areRecords()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "io.throughline.elasticsearch..")
                .because("decisions are plain Java: functions keep their state, jobs draw the graph")
                .check(CLASSES);
    }

    @Test
    void elasticsearchIsKnownOnlyAtTheRightEdge() {
        noClasses()
                .that()
                .resideInAnyPackage("..normalise..", "..correlate..", "..detect..", "..report..", "..types..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.throughline.elasticsearch..", "org.apache.kafka..")
                .check(CLASSES);
    }

    @Test
    void theJobsKnowNothingOfWhatComesBeforeOrAfterThem() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.throughline.ingest..", "io.throughline.api..", "io.throughline.standalone..")
                .check(CLASSES);
    }
}
